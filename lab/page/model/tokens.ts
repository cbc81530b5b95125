import { unescape } from '../../../src/clues/fetch/escapes.ts'

/** A part of a text. */
export interface Place {
  readonly start: number
  readonly end: number
}

/** What a token of a JavaScript literal is. A mark is any other character: a bracket, a comma, an open quote. */
export type TokenKind = 'comment' | 'string' | 'number' | 'word' | 'mark'

export interface Token extends Place {
  readonly text: string
  readonly kind: TokenKind
}

/** A blank, a comment, a string, a number, a word, or any other character. */
const TOKEN =
  /(?<blank>\s+)|(?<comment>\/\/[^\n]*|\/\*[^]*?\*\/)|(?<string>"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*')|(?<number>-?\d[\d_.]*)|(?<word>[$\w]+)|(?<mark>[^])/gy

/** The tokens of a JavaScript literal, without the blanks. Any text has tokens. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  for (const { 0: part, index, groups = {} } of text.matchAll(TOKEN)) {
    if (groups['blank'] !== undefined) continue
    const kind = KINDS.find((name) => groups[name] !== undefined)!
    tokens.push({ text: part, kind, start: index, end: index + part.length })
  }
  return tokens
}

const KINDS = ['comment', 'string', 'number', 'word', 'mark'] as const satisfies readonly TokenKind[]

/** What a string in quotes means. */
export function stringOf(quoted: string): string {
  return unescape(quoted.slice(1, -1))
}
