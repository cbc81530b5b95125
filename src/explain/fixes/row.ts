import { inCode, literal } from '../../wording/code.ts'
import { enumerate } from '../../wording/enumerate.ts'
import type { DecidingRow, Inquiry } from '../inquiry/index.ts'
import { type Fix, inCall } from './fix.ts'

/** A path that is a key as it is, without a parameter and a star (docs/routes.md#paths). */
const KEY = /^(?:\/[\w.~!$&'(),=@-]+)+$/

/** Where in a table a policy has to change. */
export interface RowToChange {
  /** The key of the row, or `otherwise`. */
  readonly name: string
  readonly isNew: boolean
  /** The end of the sentence that says what to change. */
  readonly where: string
}

/** The row to change, if the policy is a table and it is certain which row decides. */
export function rowToChange({ row, options, hasPredicate }: Inquiry): RowToChange | undefined {
  if (row?.key === undefined) return
  const { key, path } = row
  if (key !== 'otherwise') return { name: key, isNew: false, where: ` in the row ${inCode(key)}` }
  // `otherwise` is for everything else, so a row for this path is safer, unless `otherwise` permits something already.
  if (hasPredicate || options?.origin.length || !KEY.test(path))
    return { name: key, isNew: false, where: ' in `otherwise`, which is for every path without a row' }
  return { name: path, isNew: true, where: ` in a new row ${inCode(path)}, because no row covers the path` }
}

/** The ways out if it is not certain which row decides. */
export function withCertainty({ path, candidates = [], respelled }: DecidingRow): Fix[] {
  const fixes: Fix[] = []
  if (respelled)
    fixes.push(inCall(`Call the URL in the spelling of the row ${inCode(respelled.key)}.`, respelled.url, 'url'))
  const depth = path.split('/').length
  const [first = '', second] = candidates.toSorted()
  const above = first.slice(0, -2)
  if (first.endsWith('/*') && above.split('/').length === depth && second === 'otherwise') {
    const key = above.replace(/^\S+ +/, '')
    const sentence = `Add a row ${inCode(key)} with the policy of the row ${inCode(first)}, because ${inCode(first)} covers ${inCode(path)} only in some routers.`
    fixes.push({ change: 'policy', sentence, value: `${literal(key)}: policy`, row: key })
  } else if (second !== undefined && !candidates.includes('otherwise')) {
    const sentence = `Give the rows ${enumerate(candidates.map(inCode))} one policy, if the same pages may read them.`
    fixes.push({
      change: 'policy',
      sentence,
      value: candidates.map((key) => `${literal(key)}: policy`).join(',\n'),
      row: first,
    })
  }
  return fixes
}
