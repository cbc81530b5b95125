import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { part } from '../part.ts'
import type { Scene } from '../scene/scene.ts'
import type { Clue } from './read-clue.ts'

interface ClueBoxProps {
  readonly scene: Scene
  readonly onFound: (scene: Scene) => void
}

/** The box that takes anything. What reads it loads with the first clue. */
export function ClueBox({ scene, onFound }: ClueBoxProps): VNode {
  const [text, setText] = useState('')
  const [clue, setClue] = useState<Clue>()
  const [chosen, setChosen] = useState(0)
  const [problem, setProblem] = useState('')

  const choose = (read: Clue, index: number): void => {
    setChosen(index)
    onFound(read.found[index]!.scene)
  }
  const read = async (given: string): Promise<void> => {
    setProblem('')
    setClue(undefined)
    if (!given.trim()) return
    try {
      const { readClue } = await part(import('./read-clue.ts'))
      const found = await readClue(given, scene)
      setClue(found)
      choose(found, 0)
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    }
  }
  const remarks = clue?.found[chosen]?.remarks ?? []
  return (
    <div class="clue">
      <label for="clue">Paste what you have</label>
      <p class="hint" id="clue-hint">
        A message from the console, a curl line, “Copy as fetch”, a HAR file, response headers, or a policy
      </p>
      <div class="paste">
        <textarea
          id="clue"
          rows={2}
          spellcheck={false}
          aria-describedby="clue-hint"
          placeholder="Access to fetch at 'https://…' from origin 'https://…' has been blocked by CORS policy: …"
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
          onPaste={({ clipboardData, currentTarget }) => {
            // Into an empty box, a paste is all that there is, so it is read at once.
            const pasted = clipboardData?.getData('text') ?? ''
            if (!currentTarget.value) void read(pasted)
          }}
        />
        <button type="button" class="primary" onClick={() => read(text)}>
          Explain
        </button>
      </div>
      <div role="status">
        {problem && <p class="trouble">{problem}</p>}
        {clue && <p class="hint">Read as a {clue.kind}. It is in the form now.</p>}
        {remarks.map((remark) => (
          <p class="hint" key={remark}>
            {remark}
          </p>
        ))}
      </div>
      {clue && clue.found.length > 1 && (
        <div class="field">
          <label for="found">It can be one of {clue.found.length}:</label>
          <select
            id="found"
            value={String(chosen)}
            onChange={({ currentTarget }) => choose(clue, Number(currentTarget.value))}
          >
            {clue.found.map(({ title }, index) => (
              <option key={`${title} ${String(index)}`} value={String(index)}>
                {title}
              </option>
            ))}
          </select>
        </div>
      )}
    </div>
  )
}
