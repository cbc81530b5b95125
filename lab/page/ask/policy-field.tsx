import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { EditorProps, Opened } from '../editor/editor.tsx'
import { Field, Text } from './field.tsx'

/** The options of `cors()`: a plain field, and the editor as soon as it has loaded. */
export function PolicyField(props: Omit<EditorProps, 'isComposing' | 'onOpen'>): VNode {
  const [late, setLate] = useState<typeof import('../editor/editor.tsx')>()
  const [opened, setOpened] = useState<Opened>()
  const isComposing = useRef(false)
  useEffect(() => {
    // The plain field stays if the editor cannot load.
    import('../editor/editor.tsx').then(setLate, () => {})
  }, [])
  return (
    <Field
      id="policy"
      label="Options of cors()"
      word="policy"
      hint={`JavaScript that is read, but never run${opened?.hint ?? ''}`}
      onLabelClick={opened?.focus}
    >
      <div
        onCompositionStart={() => (isComposing.current = true)}
        onCompositionEnd={() => (isComposing.current = false)}
      >
        {!opened && <Text id="policy" value={props.scene.policy} onInput={props.onInput} rows={5} hasHint />}
      </div>
      {late && <late.Editor {...props} isComposing={isComposing} onOpen={setOpened} />}
    </Field>
  )
}
