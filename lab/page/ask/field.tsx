import type { ComponentChildren, VNode } from 'preact'
import { Term } from '../words/term.tsx'

interface FieldProps {
  readonly id: string
  readonly label: string
  /** The word of the glossary that explains the field. */
  readonly word?: string
  readonly hint?: string
  /** Focuses an element other than a form control, which a label cannot do by itself. */
  readonly onLabelClick?: (() => void) | undefined
  readonly children: ComponentChildren
}

/** A labelled field. The explanation is next to the label, because a label must not have a button in it. */
export function Field({ id, label, word, hint, onLabelClick, children }: FieldProps): VNode {
  return (
    <div class="field">
      <div class="label">
        <label for={id} id={`${id}-label`} onClick={onLabelClick}>
          {label}
        </label>
        {word !== undefined && (
          <Term word={word}>
            <span aria-hidden="true">?</span>
            <span class="unseen">What does “{word}” mean?</span>
          </Term>
        )}
      </div>
      {children}
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}

interface TextProps {
  readonly id: string
  readonly value: string
  readonly onInput: (value: string) => void
  readonly rows?: number
  readonly hasHint?: boolean
}

/** One line, or several with `rows`. */
export function Text({ id, value, onInput, rows, hasHint }: TextProps): VNode {
  const shared = {
    id,
    value,
    spellcheck: false,
    autocomplete: 'off' as const,
    autocapitalize: 'off' as const,
    ...(hasHint && { 'aria-describedby': `${id}-hint` }),
  }
  return rows ? (
    <textarea
      {...shared}
      rows={Math.max(rows, Math.min(12, value.split('\n').length))}
      onInput={({ currentTarget }) => onInput(currentTarget.value)}
    />
  ) : (
    <input {...shared} type="text" onInput={({ currentTarget }) => onInput(currentTarget.value)} />
  )
}

interface ChoiceProps<Value extends string> {
  readonly id: string
  readonly value: Value
  readonly values: readonly Value[]
  /** What the list says for a value. Default: the value. */
  readonly titleOf?: (value: Value) => string
  readonly onInput: (value: Value) => void
}

export function Choice<Value extends string>({ id, value, values, titleOf, onInput }: ChoiceProps<Value>): VNode {
  return (
    <select id={id} value={value} onChange={({ currentTarget }) => onInput(currentTarget.value as Value)}>
      {values.map((one) => (
        <option key={one} value={one}>
          {titleOf ? titleOf(one) : one}
        </option>
      ))}
    </select>
  )
}
