import type { RefObject, VNode } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { PolicyProblem } from '../model/problems.ts'
import { MAX_LENGTH, type Scene } from '../scene/scene.ts'
import { IssueFixes } from '../see/issue-fixes.tsx'
import { Sentence } from '../words/term.tsx'
import { asField, openEditor, type PolicyEditor } from './code-mirror.ts'

export interface EditorProps {
  readonly scene: Scene
  readonly onInput: (policy: string) => void
  /** A change that the page's "Undo" takes back. */
  readonly onFix: (scene: Scene) => void
  /** Whether an input method is composing text in the plain field. */
  readonly isComposing: RefObject<boolean>
  /** The editor has replaced the plain field. */
  readonly onOpen: (opened: Opened) => void
}

/** What the field says and does with the editor. */
export interface Opened {
  /** What the hint says in addition. */
  readonly hint: string
  readonly focus: () => void
}

const HINT = '. Control-Space shows what you can write, F8 goes to the next problem, Tab leaves the field.'

/** The editor of a policy. It replaces the plain field, whose text, selection and focus it takes. */
export function Editor(props: EditorProps): VNode {
  const { scene, onFix, onOpen, isComposing } = props
  const latest = useRef(props)
  latest.current = props
  const place = useRef<HTMLDivElement>(null)
  const [editor, setEditor] = useState<PolicyEditor>()
  const [problem, setProblem] = useState<PolicyProblem>()
  const [isTooLong, setTooLong] = useState(false)

  useEffect(() => {
    const leaving = new AbortController()
    const open = (): void => {
      const plain = document.getElementById('policy')
      if (!place.current || !(plain instanceof HTMLTextAreaElement)) return
      const opened = openEditor(plain, place.current, {
        scene: () => latest.current.scene,
        onInput: (policy) => latest.current.onInput(policy),
        onFix: (policy) => latest.current.onFix({ ...latest.current.scene, policy }),
        onProblem: setProblem,
        onLength: setTooLong,
      })
      leaving.signal.addEventListener('abort', opened.close)
      setEditor(opened)
      // The last letters of a composition may not be in the scene yet.
      if (plain.value !== asField(latest.current.scene.policy)) latest.current.onInput(plain.value)
      onOpen({ hint: HINT, focus: opened.focus })
    }
    // The browser would drop what is being composed.
    if (!isComposing.current) open()
    else addEventListener('compositionend', () => setTimeout(open), { once: true, signal: leaving.signal })
    return () => leaving.abort()
  }, [])
  // Before the next key can come, so that what it writes is not taken back.
  useLayoutEffect(() => editor?.setText(scene.policy), [editor, scene.policy])
  useEffect(() => editor?.refresh(), [editor, scene.page, scene.method, scene.headers])

  // The problem at the cursor is said below, for people who have no mouse to point at it. Tab goes to its fixes.
  return (
    <>
      <div ref={place} />
      <div role="status">
        {isTooLong && (
          <p class="trouble">
            A policy has at most {MAX_LENGTH.toLocaleString('en')} characters, so the last change was left out.
          </p>
        )}
        {problem && (
          <p class="trouble here">
            <Sentence text={problem.message} />
          </p>
        )}
      </div>
      {problem?.refused && problem.refused.policy.text === asField(scene.policy) && (
        <IssueFixes
          {...problem.refused}
          scene={scene}
          onChange={(next) => {
            onFix(next)
            // The button with the focus is gone then.
            editor?.focus()
          }}
        />
      )}
    </>
  )
}
