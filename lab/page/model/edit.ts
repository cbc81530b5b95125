import type { Literal, Member } from './literal.ts'
import { quoted } from './quoted.ts'
import type { Place } from './tokens.ts'

/** Text to write in place of a part of a text. */
export interface Change extends Place {
  readonly text: string
}

/** The text after changes that do not overlap. */
export function applyChanges(text: string, changes: readonly Change[]): string {
  return changes
    .toSorted((one, other) => other.start - one.start)
    .reduce((changed, { start, end, text: written }) => changed.slice(0, start) + written + changed.slice(end), text)
}

/** A value as people write it in JavaScript. */
export function writeLiteral(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(writeLiteral).join(', ')}]`
  if (typeof value === 'string') return quoted(value)
  return JSON.stringify(value) ?? 'undefined'
}

/** Removes an option or an entry with its comma, and the line if nothing else is on it. */
export function removeMember(text: string, { name, place, before, comma }: Member): Change {
  const { start } = name ?? place
  const { end } = comma ?? place
  const line = { start: text.lastIndexOf('\n', start - 1) + 1, end: endOfLine(text, end) }
  const isWholeLine = /^\s*$/.test(text.slice(line.start, start)) && /^\s*(\/\/.*)?$/.test(text.slice(end, line.end))
  if (isWholeLine) return { start: line.start, end: line.end + 1, text: '' }
  // The last entry of a line takes the comma before it along.
  if (!comma && text[before.start] === ',') return { start: before.start, end, text: '' }
  const blanks = /^[ \t]*/.exec(text.slice(end))![0].length
  const isBetween = comma !== undefined || /\s/.test(text[start - 1] ?? '')
  return { start, end: isBetween ? end + blanks : end, text: '' }
}

/** Adds an option after the others. */
export function addOption(text: string, literal: Literal, name: string, value: unknown): Change[] {
  const whole = literal.placeOf([])!
  const written = `${name}: ${writeLiteral(value)}`
  return text[whole.start] === '{' ? addMembers(text, literal, [], [written]) : [{ ...whole, text: `{ ${written} }` }]
}

/** Adds options or entries after the others, on lines of their own if the closing bracket has one. */
export function addMembers(
  text: string,
  { placeOf, membersOf }: Literal,
  path: readonly Member['key'][],
  added: readonly string[],
): Change[] {
  const whole = placeOf(path)!
  const members = membersOf(path)
  const [first, last] = [members[0], members.at(-1)]
  const close = whole.end - 1
  const line = text.lastIndexOf('\n', close) + 1
  const indent = text.slice(line, close)
  if (/^\s*$/.test(indent)) {
    const own = (first && indentOf(text, (first.name ?? first.place).start)) ?? `${indent}  `
    const comma = last && !last.comma ? [{ start: last.place.end, end: last.place.end, text: ',' }] : []
    return [...comma, { start: line, end: line, text: added.map((one) => `${own}${one},\n`).join('') }]
  }
  const written = added.join(', ')
  if (last?.comma) return [{ start: last.comma.end, end: last.comma.end, text: ` ${written},` }]
  if (last) return [{ start: last.place.end, end: last.place.end, text: `, ${written}` }]
  const inside = { start: whole.start + 1, end: close }
  const blank = text[whole.start] === '{' ? ' ' : ''
  if (!text.slice(inside.start, close).trim()) return [{ ...inside, text: `${blank}${written}${blank}` }]
  return [{ ...inside, end: inside.start, text: ` ${written},` }]
}

/** The blanks before a place, if they start its line. */
function indentOf(text: string, at: number): string | undefined {
  const before = text.slice(text.lastIndexOf('\n', at - 1) + 1, at)
  return before.trim() ? undefined : before
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end
}
