import type { VNode } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { part } from '../part.ts'
import { isSameCall } from '../scene/call.ts'
import type { Scene } from '../scene/scene.ts'
import { Sentence } from '../words/term.tsx'
import type { Clue } from './clue.ts'

interface ClueBoxProps {
  readonly scene: Scene
  readonly onFound: (scene: Scene) => void
}

/** What was read, and which of its scenes was put into the form. */
interface Reading {
  readonly clue: Clue
  readonly chosen: number
  readonly scene: Scene
}

/** The most characters that the box shows. A browser needs long to lay out more, and nobody reads it there. */
const SHOWN = 20_000

/** The box that takes anything. What reads it loads with the first clue. */
export function ClueBox({ scene, onFound }: ClueBoxProps): VNode {
  const [text, setText] = useState('')
  const [reading, setReading] = useState<Reading>()
  const [parts, setParts] = useState<typeof import('../late-parts.ts')>()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  // All of a long text, of which the box shows the start.
  const whole = useRef<{ readonly shown: string; readonly all: string }>(undefined)
  const turn = useRef(0)
  const isCurrent = reading !== undefined && isSameCall(reading.scene, scene)
  const latest = useRef(onFound)
  latest.current = onFound

  /** The newest reading counts, because a long one may end after the next has begun. */
  const show = async (make: () => Promise<Reading>): Promise<void> => {
    const mine = ++turn.current
    setProblem('')
    setBusy(true)
    try {
      const found = await make()
      if (mine !== turn.current) return
      setReading(found)
      latest.current(found.scene)
    } catch (error) {
      if (mine === turn.current) setProblem(error instanceof Error ? error.message : String(error))
    }
    if (mine === turn.current) setBusy(false)
  }
  const choose = (clue: Clue, chosen: number): Promise<void> =>
    show(async () => ({ clue, chosen, scene: await clue.found[chosen]!.scene() }))
  const read = async (given: string): Promise<void> => {
    setReading(undefined)
    setProblem('')
    if (!given.trim()) return
    await show(async () => {
      const [{ readClue }, view] = await part(Promise.all([import('./read-clue.ts'), import('../late-parts.ts')]))
      setParts(view)
      const clue = await readClue(given, scene)
      return { clue, chosen: 0, scene: await clue.found[0]!.scene() }
    })
  }
  const paste = (event: ClipboardEvent & { readonly currentTarget: HTMLTextAreaElement }): void => {
    const all = event.clipboardData?.getData('text') ?? ''
    // Into an empty box, a paste is all that there is, so it is read at once.
    if (event.currentTarget.value) return
    if (all.length > SHOWN) {
      event.preventDefault()
      const shown = `${all.slice(0, SHOWN)}…`
      whole.current = { shown, all }
      setText(shown)
    }
    void read(all)
  }
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
          onPaste={paste}
        />
        <button
          type="button"
          class="primary"
          onClick={() => read(whole.current?.shown === text ? whole.current.all : text)}
        >
          Explain
        </button>
      </div>
      <div role="status">
        {isBusy && <p class="hint">The lab reads…</p>}
        {problem && (
          <p class="trouble">
            <Sentence text={problem} />
          </p>
        )}
        {reading && parts && !isBusy && <parts.ReadAs {...reading} isCurrent={isCurrent} />}
      </div>
      {reading && parts && (
        <parts.Choices
          {...reading.clue}
          chosen={isCurrent ? reading.chosen : undefined}
          onChoose={(index) => choose(reading.clue, index)}
        />
      )}
    </div>
  )
}
