import type { PathPattern } from '../routes/pattern.ts'

/** Characters that no router decodes, cuts off or replaces. */
const KEPT = '[!$&-*,\\-0-:=@-[\\]_a-z~|]'

/** Characters that routers cut off at the end of a segment: a dot, and a blank, which a plus may stand for. */
const LOST_AT_THE_END = '[.+]|%2[0B]'

/** Escapes of characters that no row has: `" * : < > [ ] ^ { | }` and the backtick. */
const FOREIGN = '2[2A]|3[ACE]|5[BDE]|60|7[B-D]'

/** Escapes of characters that a row may have: `! $ & ' ( ) , = @`. */
const POSSIBLE = '2[146-9C]|3D|40'

const BYTE = '%[89AB][0-9A-F]'
/**
 * Escapes of characters outside ASCII, in UTF-8: letters of most languages, dashes, quotation marks and emoji. Some
 * routers compare normalized paths, so it has no character that is ASCII then, such as a full-width letter.
 */
function outsideAscii(): string {
  return [
    'C3%(?:[8AB][0-9A-F]|9[0-9A-E])',
    'C4%(?:[89A][0-9A-F]|B[04-9A-F])',
    'C5%(?:[89A][0-9A-F]|B[0-9A-E])',
    'E2%(?:80%9[0-9A-F]|82%AC)',
    `(?:C[689CEF]|D[0-9A-F]|${[
      'E0%[AB][0-9A-F]|E1%(?:[89A][0-9A-F]|B[89AB])|E3%8[1-7]',
      `E[4-9]${BYTE}|EA%[AB][0-9A-F]|E[BC]${BYTE}|ED%[89][0-9A-F]|F0%9F%(?:8[C-F]|9[0-9A-F]|A[0-9AB])`,
    ].join('|')})${BYTE}`,
  ].join('|')
}

/**
 * The paths that the rules of a table are for, without regard to case. All routers find the segments of these paths at
 * the same places, and no escape in them can stand for a part of a row. So the kinds of `routeRules` are complete.
 *
 * Paths with other escapes, with empty segments, with `.` and `..`, with `;` and with backslashes are not among them: a
 * table reads them in up to 64 ways, which no server can do.
 */
export function readablePath(patterns: readonly PathPattern[]): string {
  const isPossible = patterns.some(({ written }) => written.some((segment) => /[!$&'(),=@]/.test(segment ?? '')))
  const escapes = [FOREIGN, ...(isPossible ? [] : [POSSIBLE]), outsideAscii()].join('|')
  return `(?:/(?:(?:${LOST_AT_THE_END})*(?:${KEPT}|%(?:${escapes})))+)+/?|/`
}

/**
 * A path that no table reads, because it has more than 1024 characters. Written without counts above 1000, which Caddy does
 * not have.
 */
export const TOO_LONG_PATH = '/[^?]{1000}[^?]{24}'

/** The same regular expression for PCRE, which has little memory for ways back in a long path, and needs none. */
export function withoutWaysBack(pattern: string): string {
  return pattern.replaceAll(/\)[+*]/g, '$&+')
}
