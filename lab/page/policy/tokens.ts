/** A part of the text of a policy that is not blank. */
export interface Token {
  readonly text: string
  readonly start: number
  readonly isComment: boolean
  /** Whether nothing but blanks is before it in its line. */
  readonly beginsLine: boolean
}

/** A blank, a comment, a string, a number, a word, or any other character, as `readLiteral` has them. */
const TOKEN = /\s+|\/\/[^\n]*|\/\*[^]*?\*\/|"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'|-?\d[\d_.]*|[$\w]+|[^]/gy

export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let beginsLine = true
  for (const { 0: part, index: start } of text.matchAll(TOKEN)) {
    if (/^\s/.test(part)) beginsLine ||= part.includes('\n')
    else {
      tokens.push({ text: part, start, isComment: /^\/[/*]/.test(part), beginsLine })
      beginsLine = false
    }
  }
  return tokens
}
