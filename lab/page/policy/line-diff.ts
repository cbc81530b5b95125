import { diffArrays } from 'diff'

/** A line of two texts: in both, only in the older one, or only in the newer one. `…` stands for lines that are left out. */
export interface DiffLine {
  readonly sign: ' ' | '-' | '+' | '…'
  readonly text: string
}

/** Changes that are looked for. Beyond them it would take seconds, and the texts have little in common. */
const MOST_CHANGES = 300

/** Lines in both texts that are shown before and after a change. */
const CONTEXT = 3

/** The lines of two texts, with those that differ. */
export function diffLines(before: string, after: string): DiffLine[] {
  const [old, now] = [before.split('\n'), after.split('\n')]
  const found = diffArrays(old, now, { maxEditLength: MOST_CHANGES }) ?? [
    { value: old, removed: true, added: false },
    { value: now, removed: false, added: true },
  ]
  return found.flatMap(({ value, added, removed }) =>
    value.map((text): DiffLine => ({ sign: added ? '+' : removed ? '-' : ' ', text })),
  )
}

/**
 * The lines to show: those that differ, and those around them.
 *
 * @param most the number of lines; a text may have thousands
 */
export function shownLines(lines: readonly DiffLine[], most: number = 400): DiffLine[] {
  const isNear = (_: DiffLine, at: number): boolean =>
    lines.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some(({ sign }) => sign !== ' ')
  const near = lines.map(isNear)
  const shown = lines.flatMap((line, at) =>
    near[at] ? line : at === 0 || near[at - 1] ? { sign: '…' as const, text: '' } : [],
  )
  const rest = shown.length - most
  return rest > 0 ? [...shown.slice(0, most), { sign: '…', text: `${String(rest)} more lines` }] : shown
}
