import type { VNode } from 'preact'
import type { Found } from './clue.ts'

interface ChoicesProps {
  readonly found: readonly Found[]
  /** Missing if the form has something else by now. */
  readonly chosen: number | undefined
  readonly onChoose: (index: number) => void
}

/** What a clue can mean, if that is several things. */
export function Choices({ found, chosen, onChoose }: ChoicesProps): VNode {
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
      <label for="found">It can be one of {found.length}:</label>
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
