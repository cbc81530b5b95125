import type { VNode } from 'preact'
import { Sentence } from '../words/term.tsx'
import type { Clue, Found } from './clue.ts'

interface ReadAsProps {
  readonly clue: Clue
  readonly chosen: number
  /** Whether the form still has what was chosen. */
  readonly isCurrent: boolean
}

/** What the clue was read as, and what it does not say. */
export function ReadAs({ clue, chosen, isCurrent }: ReadAsProps): VNode {
  return (
    <>
      <p class="hint">
        Read as {clue.kind.endsWith('headers') ? '' : 'a '}
        {clue.kind}.{' '}
        {!isCurrent
          ? 'The form has changed since.'
          : clue.kind === 'HAR'
            ? 'The chosen call is in the form now.'
            : 'It is in the form now.'}
      </p>
      {clue.found[chosen]!.remarks.map((remark) => (
        <p class="hint" key={remark}>
          <Sentence text={remark} />
        </p>
      ))}
    </>
  )
}

interface ChoicesProps {
  readonly kind: Clue['kind']
  readonly found: readonly Found[]
  /** Missing if the form has something else by now. */
  readonly chosen: number | undefined
  readonly onChoose: (index: number) => void
}

/** What a clue can mean, if that is several things. */
export function Choices({ kind, found, chosen, onChoose }: ChoicesProps): VNode | null {
  if (found.length < 2) return null
  const groups = [...new Set(found.map(({ group }) => group))]
  const optionsOf = (group: string | undefined): (VNode | false)[] =>
    found.map(
      (one, index) =>
        one.group === group && (
          <option key={`${one.title} ${String(index)}`} value={String(index)}>
            {one.title}
          </option>
        ),
    )
  return (
    <div class="field">
      <label for="found">
        {kind === 'HAR' ? `Its calls (${String(found.length)}):` : `It can be one of ${String(found.length)}:`}
      </label>
      <select
        id="found"
        value={chosen === undefined ? '' : String(chosen)}
        onChange={({ currentTarget }) => onChoose(Number(currentTarget.value))}
      >
        {/* So that the one that was chosen before can be chosen again. */}
        <option value="" disabled hidden>
          Choose one
        </option>
        {groups.map((group) =>
          group === undefined ? optionsOf(group) : <optgroup label={group}>{optionsOf(group)}</optgroup>,
        )}
      </select>
    </div>
  )
}
