import type { Literal, Place } from '../model/literal.ts'
import { tokensOf } from './tokens.ts'

type Path = readonly (string | number)[]

/** The text of a policy with another value of an option; the option is added if it is not there. */
export function withOption(text: string, { value, placeOf }: Literal, name: string, written: string): string {
  const place = placeOf([name])
  if (place) return replaceAt(text, place, written)
  const { start, end } = placeOf([])!
  const last = Math.max(start + 1, ...Object.keys(value as object).map((key) => placeOf([key])!.end))
  const hasComma = last === start + 1 || commaAfter(text, last) !== undefined
  // The comma goes directly behind the value, because a comment may follow, and would hide it.
  const body = hasComma ? text.slice(0, end - 1) : replaceAt(text, { start: last, end: last }, ',').slice(0, end)
  return `${body.trimEnd()}\n  ${name}: ${written},\n}${text.slice(end)}`
}

export function replaceAt(text: string, { start, end }: Place, written: string): string {
  return text.slice(0, start) + written + text.slice(end)
}

/** The text of a policy without an option or an entry of a list. Comments stay. `undefined` if it is not there. */
export function without(text: string, literal: Literal, path: Path): string | undefined {
  const value = literal.placeOf(path)
  if (!value) return undefined
  const start = typeof path.at(-1) === 'string' ? nameBefore(text, value.start) : value.start
  if (start === undefined) return undefined
  const comma = commaAfter(text, value.end)
  if (comma !== undefined) {
    const rest = text.slice(value.end, comma) + text.slice(comma + 1).replace(/^[ \t]+(?=\S)/, '')
    return withoutBlankLine(text.slice(0, start), rest)
  }
  const previous = endBefore(literal, path, start)
  const before = previous === undefined ? undefined : commaAfter(text, previous)
  const head = before === undefined ? text.slice(0, start) : text.slice(0, before) + text.slice(before + 1, start)
  return withoutBlankLine(head.replace(/[ \t]+$/, before === undefined ? '$&' : ''), text.slice(value.end))
}

/** Where a comma follows, with nothing but blanks and comments before it. */
function commaAfter(text: string, from: number): number | undefined {
  const next = tokensOf(text.slice(from)).find(({ isComment }) => !isComment)
  return next?.text === ',' ? from + next.start : undefined
}

/** Where the name before a value begins. */
function nameBefore(text: string, start: number): number | undefined {
  const [found] = /(?:[$\w]+|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')\s*:\s*$/.exec(text.slice(0, start)) ?? []
  return found === undefined ? undefined : start - found.length
}

/** Where the sibling before a part ends. */
function endBefore({ value, placeOf }: Literal, path: Path, start: number): number | undefined {
  const parent = path.slice(0, -1)
  const last = path.at(-1)
  const siblings = typeof last === 'number' ? Array.from({ length: last }, (_, at) => at) : Object.keys(value as object)
  const ends = siblings.flatMap((key) => placeOf([...parent, key])?.end ?? []).filter((end) => end <= start)
  return ends.length ? Math.max(...ends) : undefined
}

/** Joins what was before and after a part, without the line if nothing else was on it. */
function withoutBlankLine(head: string, rest: string): string {
  const [, before, margin] = /^([^]*\n)?([^\n]*)$/.exec(head)!
  const isBlank = before !== undefined && !margin!.trim() && /^[ \t]*\n/.test(rest)
  return isBlank ? before + rest.replace(/^[ \t]*\n/, '') : head + rest
}
