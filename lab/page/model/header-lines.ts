import { isToken } from '../../../src/fetch/token.ts'
import type { Place } from './tokens.ts'

/** Text that cannot be read. The message says which part, and what is expected. */
export class TextProblem extends Error {
  override readonly name = 'TextProblem'
  /** Where the part is in the text, for a policy. */
  declare readonly place?: Place
}

/** Reads header lines such as `Content-Type: application/json`. */
export function readHeaders(text: string): [name: string, value: string][] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const colon = line.indexOf(':')
      const name = line.slice(0, colon).trim()
      if (colon < 1 || !isToken(name)) {
        throw new TextProblem(
          `“${start(line)}” is not a header line, expected one such as “Content-Type: application/json”`,
        )
      }
      const value = line.slice(colon + 1).trim()
      if (/[^\t\u0020-\u007E\u0080-\u00FF]/.test(value)) {
        throw new TextProblem(`The value of “${start(name)}” has a character that no header can have`)
      }
      return [name, value]
    })
}

/** What a server answers. Status 0 stands for no answer at all. */
export interface Answer {
  readonly status: number
  readonly headers: [name: string, value: string][]
}

/** Reads an answer: a status in the first line, then header lines; or `no answer`. Without a status, it is 200. */
export function readAnswer(text: string): Answer {
  if (isNone(text)) return { status: 0, headers: [] }
  const [, first, rest] = /^\s*(?:HTTP\/[\d.]+\s+)?(\d{3})\b[^\n:]*(?:\n|$)([^]*)$/i.exec(text) ?? []
  const status = Number(first ?? 200)
  if (status < 200 || status > 599) throw new TextProblem(`The status is ${status}, expected 200 to 599`)
  return { status, headers: readHeaders(rest ?? text) }
}

/** Whether the text of an answer is a redirect (https://fetch.spec.whatwg.org/#redirect-status). */
export function isRedirect(text: string): boolean {
  return /^\s*(HTTP\/[\d.]+\s+)?30[12378]\b/i.test(text)
}

/** Whether the field of an answer says `no answer`. */
export function isNone(text: string): boolean {
  return /^\s*no answer\s*$/i.test(text)
}

function start(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
