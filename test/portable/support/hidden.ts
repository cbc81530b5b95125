import { CorsError } from '../../../src/browser/index.ts'
import { PolicyError } from '../../../src/index.ts'

/** Characters that a reader does not see, or that change what a reader sees, by what they do to a line. */
export const HIDDEN_CHARACTERS: Readonly<Record<string, string>> = {
  'drives a terminal': '\0\u0007\b\t\n\v\f\r\u001B\u007F\u0085\u009B\u009D',
  'reorders a line': '\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069',
  'has no width': '\u00AD\u034F\u180E\u200B\u200C\u200D\u2060\u2061\u2063\uFE00\uFE0F\uFEFF\u{E0001}\u{E0041}\u{E0100}',
  'looks like a blank': '\u115F\u1160\u17B4\u3164\uFFA0',
  'ends a line': '\u2028\u2029',
  'is half of a pair': '\uD800x\uDC00',
  'is for private use, or not assigned': '\uE000\u0378\u{F0000}',
}

/** What must not reach a reader. The classes are those of https://www.unicode.org/reports/tr44/. */
export const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u

/** Characters that are markup in Markdown or HTML. */
const MARKUP = '`|<b>&lt;[a](javascript:b)![c]*_~#"\'\\'

/** Markup and every hidden character. It begins with an escape sequence, because messages cut long strings. */
export const HOSTILE: string = `\u001B[2J\u202E${MARKUP}${Object.values(HIDDEN_CHARACTERS).join('')}`

/** The hidden characters that a header value can hold, where each character is one byte. */
export const HOSTILE_BYTES = '\u0001\u001B[2J\u007F\u009B31m\u00AD\u0085'

/** All strings in data, with the names of its members. */
export function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.entries(value).flat().flatMap(stringsIn) : []
}

/** A copy of data, as JSON makes it, with something added to each string. */
export function tamperedWith<Data>(data: Data, added: string): Data {
  const json = JSON.stringify(data, (_key, value: unknown) => (typeof value === 'string' ? value + added : value))
  return JSON.parse(json) as Data
}

/**
 * The lines that a reader may print of a result or an error. Of an error, that is all of it except what is data for
 * programs: `value` and `suggestion` of an issue; `actual`, `expected`, `trace` and `cause` of a `CorsError`.
 */
export function linesIn(result: unknown): string[] {
  if (Array.isArray(result)) return result.flatMap(linesIn)
  if (!(result instanceof Error)) return stringsIn(result)
  const { name, message, stack = '' } = result
  const texts = [name, message, stack, String(result)]
  if (result instanceof CorsError) texts.push(...stringsIn(result.console), ...stringsIn(result.code))
  if (result instanceof PolicyError)
    for (const { code, path, ...issue } of result.issues)
      // Messages have no line breaks of their own, so none may hide in the split.
      texts.push(...stringsIn([code, path]), ...[issue.message, issue.expected].map((text) => JSON.stringify(text)))
  return texts.flatMap((text) => text.split('\n'))
}

/** Calls functions that may throw or reject, and returns what they return or throw. */
export async function outcomesOf(...acts: readonly (() => unknown)[]): Promise<unknown[]> {
  return await Promise.all(
    acts.map(async (act) => {
      try {
        return await act()
      } catch (error) {
        return error
      }
    }),
  )
}
