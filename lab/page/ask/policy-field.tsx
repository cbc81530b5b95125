import type { FunctionComponent, VNode } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { PolicyEditor } from '../editor/code-mirror.ts'
import type { PolicyProblem } from '../model/problems.ts'
import { MAX_LENGTH, type Scene } from '../scene/scene.ts'
import { Field, Text } from './field.tsx'

interface PolicyFieldProps {
  readonly scene: Scene
  readonly onInput: (policy: string) => void
  /** A change that the page's "Undo" takes back. */
  readonly onFix: (scene: Scene) => void
}

interface Loaded extends PolicyEditor {
  readonly ProblemHere: FunctionComponent<{ problem: PolicyProblem; scene: Scene; onFix: (scene: Scene) => void }>
}

const PLAIN_HINT = 'JavaScript that is read, but never run'
const EDITOR_HINT = `${PLAIN_HINT}. Control-Space shows what you can write, F8 goes to the next problem, Tab leaves the field.`

/** The options of `cors()`: a plain field, and the editor as soon as it has loaded. */
export function PolicyField(props: PolicyFieldProps): VNode {
  const { scene, onFix } = props
  const latest = useRef(props)
  latest.current = props
  const place = useRef<HTMLDivElement>(null)
  const isComposing = useRef(false)
  const [editor, setEditor] = useState<Loaded>()
  const [problem, setProblem] = useState<PolicyProblem>()
  const [isTooLong, setTooLong] = useState(false)

  useEffect(() => {
    const leaving = new AbortController()
    const open = async (): Promise<void> => {
      const { openEditor, ProblemHere } = await import('../editor/code-mirror.ts')
      // The browser would drop what is being composed in the plain field.
      while (isComposing.current) await compositionEnd(place.current)
      const plain = document.getElementById('policy')
      if (leaving.signal.aborted || !place.current || !(plain instanceof HTMLTextAreaElement)) return
      const opened = openEditor(plain, place.current, {
        scene: () => latest.current.scene,
        onInput: (policy) => latest.current.onInput(policy),
        onFix: (policy) => latest.current.onFix({ ...latest.current.scene, policy }),
        onProblem: setProblem,
        onLength: setTooLong,
      })
      leaving.signal.addEventListener('abort', opened.close)
      setEditor({ ...opened, ProblemHere })
    }
    // The plain field stays if the editor cannot load.
    open().catch(() => {})
    return () => leaving.abort()
  }, [])
  // Before the next key can come, so that what it writes is not taken back.
  useLayoutEffect(() => editor?.setText(scene.policy), [editor, scene.policy])

  return (
    <Field
      id="policy"
      label="Options of cors()"
      word="policy"
      hint={editor ? EDITOR_HINT : PLAIN_HINT}
      {...(editor && { onLabelClick: editor.focus })}
    >
      <div
        onCompositionStart={() => (isComposing.current = true)}
        onCompositionEnd={() => (isComposing.current = false)}
      >
        {!editor && <Text id="policy" value={scene.policy} onInput={props.onInput} rows={5} hasHint />}
        <div ref={place} />
      </div>
      {isTooLong && (
        <p class="trouble" role="status">
          A policy has at most {MAX_LENGTH.toLocaleString('en')} characters, so the last change was left out.
        </p>
      )}
      {editor && problem && <editor.ProblemHere problem={problem} scene={scene} onFix={onFix} />}
    </Field>
  )
}

async function compositionEnd(place: HTMLElement | null): Promise<void> {
  await new Promise((resolve) => place?.parentElement?.addEventListener('compositionend', resolve, { once: true }))
}
