import { visible } from '../../../src/wording/visible.ts'
import { TextProblem } from './header-lines.ts'
import { type Place, stringOf, type Token, tokensOf } from './tokens.ts'

export type { Place } from './tokens.ts'

export type Path = readonly (string | number)[]

/** An option of an object, or an entry of a list. */
export interface Member {
  readonly key: string | number
  /** The name of an option, with its quotes if it has some. */
  readonly name?: Place
  /** The value. */
  readonly place: Place
  /** The bracket or the comma before it. */
  readonly before: Place
  /** The comma after it. */
  readonly comma?: Place
}

/** A value, and where its parts are in the text. */
export interface Literal {
  readonly value: unknown
  readonly placeOf: (path: Path) => Place | undefined
  /** The members of the object or the list at a path. */
  readonly membersOf: (path: Path) => readonly Member[]
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
  const reader = new LiteralReader(
    text,
    tokensOf(text).filter(({ kind }) => kind !== 'comment'),
  )
  const value = reader.read([])
  reader.expectEnd()
  return {
    value,
    placeOf: (path) => reader.places.get(JSON.stringify(path)),
    membersOf: (path) => reader.members.get(JSON.stringify(path)) ?? [],
  }
}

class LiteralReader {
  readonly places = new Map<string, Place>()
  readonly members = new Map<string, Member[]>()
  readonly #text: string
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(text: string, tokens: readonly Token[]) {
    this.#text = text
    this.#tokens = tokens
  }

  read(path: Path): unknown {
    const token = this.#next('a value')
    if (path.length > MAX_DEPTH) throw this.#problem(token, 'less nesting')
    const value = this.#valueFrom(token, path)
    this.places.set(JSON.stringify(path), { start: token.start, end: this.#last().end })
    return value
  }

  expectEnd(): void {
    const token = this.#tokens[this.#at]
    if (token && token.text !== ';') throw this.#problem(token, 'the end of the options')
  }

  #valueFrom(token: Token, path: Path): unknown {
    if (token.text === '{') return this.#readObject(path)
    if (token.text === '[') return this.#readList(path)
    if (token.kind === 'string') return stringOf(token.text)
    if (token.kind === 'number') return Number(token.text.replaceAll('_', ''))
    if (WORDS.has(token.text)) return WORDS.get(token.text)
    throw this.#problem(token, 'a string in quotes, a number, true, false, a list or an object')
  }

  #readObject(path: Path): Record<string, unknown> {
    const values = new Map<string, unknown>()
    this.#readMembers(path, '}', (before) => {
      const name = this.#next('the name of an option')
      if (!/^[$\w]/.test(name.text) && name.kind !== 'string') throw this.#problem(name, 'the name of an option')
      const key = name.kind === 'string' ? stringOf(name.text) : name.text
      // TypeScript refuses a second option of the same name, and a fix would not know which one to change.
      if (values.has(key)) throw this.#problem(name, 'each option once')
      this.#expect(':')
      const start = this.#at
      values.set(key, this.read([...path, key]))
      return { key, name, before, place: { start: this.#tokens[start]!.start, end: this.#last().end } }
    })
    return Object.fromEntries(values)
  }

  #readList(path: Path): unknown[] {
    const values: unknown[] = []
    this.#readMembers(path, ']', (before) => {
      const start = this.#at
      values.push(this.read([...path, values.length]))
      const place = { start: this.#tokens[start]!.start, end: this.#last().end }
      return { key: values.length - 1, before, place }
    })
    return values
  }

  #readMembers(path: Path, end: string, readMember: (before: Place) => Member): void {
    const members: Member[] = []
    this.members.set(JSON.stringify(path), members)
    while (!this.#skip(end)) {
      const member = readMember(this.#last())
      const hasComma = this.#skip(',')
      members.push(hasComma ? { ...member, comma: this.#last() } : member)
      const next = this.#tokens[this.#at]
      if (!hasComma && next?.text !== end) throw this.#problem(next, `"," or "${end}"`)
    }
  }

  #next(expected: string): Token {
    const token = this.#tokens[this.#at++]
    if (!token) throw this.#problem(undefined, expected)
    return token
  }

  /** The token that was read last. */
  #last(): Token {
    return this.#tokens[this.#at - 1]!
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
    const end = this.#text.length
    const { start, end: stop } = token ?? { start: end, end }
    const line = this.#text.slice(0, start).split('\n').length
    const found = token ? `“${visible(token.text.slice(0, 40))}”` : 'the end of the text'
    const message = `Line ${line} of the policy has ${found}, expected ${expected}`
    return Object.assign(new TextProblem(message), { place: { start, end: stop } })
  }
}
