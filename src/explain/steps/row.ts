import { inCode } from '../../wording/code.ts'
import { enumerate } from '../../wording/enumerate.ts'
import type { DecidingRow } from '../inquiry/index.ts'

/** Which row of a table decides about a request, and why. */
export function sentenceAboutRow({ request, method, path, key, candidates = [] }: DecidingRow): string {
  if (key === 'otherwise') return `No row covers ${inCode(`${method} ${path}`)}, so \`otherwise\` decides.`
  if (key !== undefined) {
    const why = request === 'preflight' ? `, because the preflight asks for the method ${inCode(method)}` : ''
    return `The row ${inCode(key)} decides${why}.`
  }
  const rows = candidates.filter((name) => name !== 'otherwise')
  if (!rows.length)
    return `The path ${inCode(path)} is too long or too odd to be read with certainty, so the table permits nothing.`
  const which = `${rows.length > 1 ? 'the rows' : 'the row'} ${enumerate(rows.map(inCode))}`
  const none = rows.length < candidates.length ? ', or for a path that no row covers' : ''
  return `Routers could take ${inCode(`${method} ${path}`)} for ${which}${none}, so the table permits nothing.`
}
