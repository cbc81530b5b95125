import { TextProblem } from './header-lines.ts'

/** Where a value is in the text. */
export interface Place {
  readonly start: number
  readonly end: number
}

/** A value, and the place of each of its parts by its path. */
export interface Literal {
  readonly value: unknown
  readonly placeOf: (path: readonly (string | number)[]) => Place | undefined
}

/** A blank, a comment, a string, a number, a word, or any other character. */
const TOKEN = /\s+|\/\/[^\n]*|\/\*[^]*?\*\/|"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'|-?\d[\d_.]*|[$\w]+|[^]/gy

interface Token extends Place {
  readonly text: string
}

const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['undefined', undefined],
])

/** How deep values may be nested. Options need two. */
const MAX_DEPTH = 20

/**
 * Reads a literal of JavaScript: objects, lists, strings, numbers and words, with comments and trailing commas. The text
 * is never run, so that a link cannot bring code along.
 *
 * @throws {TextProblem} for anything else
 */
export function readLiteral(text: string): Literal {
  const found: Token[] = []
  for (const { 0: part, index } of text.matchAll(TOKEN)) {
    if (!/^(\s|\/\/|\/\*)/.test(part)) found.push({ text: part, start: index, end: index + part.length })
  }
  const reader = new LiteralReader(text, found)
  const value = reader.read([])
  reader.expectEnd()
  return { value, placeOf: (path) => reader.places.get(JSON.stringify(path)) }
}

class LiteralReader {
  readonly places = new Map<string, Place>()
  readonly #text: string
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(text: string, tokens: readonly Token[]) {
    this.#text = text
    this.#tokens = tokens
  }

  read(path: readonly (string | number)[]): unknown {
    const token = this.#next('a value')
    if (path.length > MAX_DEPTH) throw this.#problem(token, 'less nesting')
    const value = this.#valueFrom(token, path)
    this.places.set(JSON.stringify(path), { start: token.start, end: this.#tokens[this.#at - 1]!.end })
    return value
  }

  expectEnd(): void {
    const token = this.#tokens[this.#at]
    if (token && token.text !== ';') throw this.#problem(token, 'the end of the options')
  }

  #valueFrom(token: Token, path: readonly (string | number)[]): unknown {
    if (token.text === '{') return this.#readObject(path)
    if (token.text === '[') return this.#readList(path)
    if (/^["'].+$|^""$|^''$/s.test(token.text)) return stringOf(token.text)
    if (/^-?\d/.test(token.text)) return Number(token.text.replaceAll('_', ''))
    if (WORDS.has(token.text)) return WORDS.get(token.text)
    throw this.#problem(token, 'a string in quotes, a number, true, false, a list or an object')
  }

  #readObject(path: readonly (string | number)[]): Record<string, unknown> {
    const pairs: [string, unknown][] = []
    while (!this.#skip('}')) {
      const token = this.#next('the name of an option')
      if (!/^[$\w"']/.test(token.text)) throw this.#problem(token, 'the name of an option')
      const name = /^["']/.test(token.text) ? stringOf(token.text) : token.text
      this.#expect(':')
      pairs.push([name, this.read([...path, name])])
      if (!this.#skip(',') && this.#tokens[this.#at]?.text !== '}')
        throw this.#problem(this.#tokens[this.#at], '"," or "}"')
    }
    return Object.fromEntries(pairs)
  }

  #readList(path: readonly (string | number)[]): unknown[] {
    const values: unknown[] = []
    while (!this.#skip(']')) {
      values.push(this.read([...path, values.length]))
      if (!this.#skip(',') && this.#tokens[this.#at]?.text !== ']')
        throw this.#problem(this.#tokens[this.#at], '"," or "]"')
    }
    return values
  }

  #next(expected: string): Token {
    const token = this.#tokens[this.#at++]
    if (!token) throw this.#problem(undefined, expected)
    return token
  }

  #skip(text: string): boolean {
    const isNext = this.#tokens[this.#at]?.text === text
    if (isNext) this.#at++
    return isNext
  }

  #expect(text: string): void {
    if (!this.#skip(text)) throw this.#problem(this.#tokens[this.#at], `"${text}"`)
  }

  #problem(token: Token | undefined, expected: string): TextProblem {
    const line = this.#text.slice(0, token?.start ?? this.#text.length).split('\n').length
    const found = token ? `“${token.text.slice(0, 40)}”` : 'the end of the text'
    return new TextProblem(`Line ${line} of the policy has ${found}, expected ${expected}`)
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' }

function stringOf(quoted: string): string {
  return quoted
    .slice(1, -1)
    .replaceAll(/\\(?:u([\da-fA-F]{4})|x([\da-fA-F]{2})|([^]))/g, (_, unicode?: string, hex?: string, char = '') =>
      (unicode ?? hex) ? String.fromCharCode(Number.parseInt(unicode ?? hex ?? '', 16)) : (ESCAPES[char] ?? char),
    )
}
