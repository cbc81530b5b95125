import { parseUrl } from '../../browser/terms/parse-url.ts'
import type { Token } from './tokens.ts'

/** A value that was computed, and is not known without running the code. */
export const UNKNOWN: unique symbol = Symbol('unknown')

/** What a literal means. Objects are lists of pairs, because headers may repeat a name. */
export type Value = string | number | boolean | null | undefined | typeof UNKNOWN | Members | readonly Value[]

/** An object literal. */
export interface Members {
  readonly pairs: readonly (readonly [name: string, value: Value])[]
  /** Whether something was spread into it, or a name was computed. */
  readonly isOpen: boolean
}

/** Words whose value is known. */
const WORDS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['undefined', undefined],
])

/** What a statement begins with. */
const STATEMENT = /^(?:const|let|var|function|async|await|return|if|for|try|import|export|fetch)$/

const OPENING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

/** How deep literals are read. Deeper ones are a body, which nobody needs to know. */
const MAX_DEPTH = 16

/** Reads values from tokens, from left to right. Code that is no literal is skipped. */
export class Reader {
  readonly #tokens: readonly Token[]
  readonly #variables: ReadonlyMap<string, Value>
  #at: number
  #depth = 0

  constructor(tokens: readonly Token[], at = 0, variables: ReadonlyMap<string, Value> = new Map<string, Value>()) {
    this.#tokens = tokens
    this.#at = at
    this.#variables = variables
  }

  get token(): Token | undefined {
    return this.#tokens[this.#at]
  }

  /** Goes past a mark, if it is next. */
  skip(mark: string): boolean {
    const isNext = this.token?.kind === 'mark' && this.token.text === mark
    if (isNext) this.#at++
    return isNext
  }

  /** Reads the values between brackets, up to the closing one. */
  list(end: string): Value[] {
    const values: Value[] = []
    while (this.token && !this.skip(end)) {
      values.push(this.value())
      if (!this.skip(',') && !this.#isNext(end)) this.#skipTo(end)
    }
    return values
  }

  /** Reads a value: a literal, or the joined strings of several, or `UNKNOWN` for anything else. */
  value(): Value {
    const start = this.#at
    let value = this.#depth < MAX_DEPTH ? this.#literal() : UNKNOWN
    while (this.#isNext('+')) {
      this.skip('+')
      const more = this.#literal()
      value = isText(value) && isText(more) ? `${String(value)}${String(more)}` : UNKNOWN
    }
    // A type of TypeScript does not change a value.
    if (this.token?.kind === 'name' && /^(as|satisfies)$/.test(this.token.text)) {
      this.#skipExpression()
      return value
    }
    if (this.#isEnd()) return value
    this.#at = start
    this.#skipExpression()
    return UNKNOWN
  }

  #literal(): Value {
    const token = this.token
    if (!token) return UNKNOWN
    this.#at++
    if (token.kind === 'string') return token.text
    if (token.kind === 'number') return Number(token.text.replaceAll('_', ''))
    if (token.kind === 'name' && WORDS.has(token.text)) return WORDS.get(token.text)
    if (token.kind === 'name' && token.text === 'new') return this.#constructed()
    if (token.kind === 'name' && this.#variables.has(token.text)) return this.#variables.get(token.text)
    if (token.kind === 'template') return fillTemplate(token.text, this.#variables) ?? UNKNOWN
    if (token.kind !== 'mark') return UNKNOWN
    this.#depth++
    try {
      if (token.text === '{') return this.#members()
      if (token.text === '[') return this.list(']')
      return UNKNOWN
    } finally {
      this.#depth--
    }
  }

  /** `new Headers({ … })` and `new URL('…')` are as good as their only argument. A URL may have another one as its base. */
  #constructed(): Value {
    const name = this.token?.text ?? ''
    this.#at++
    if (!/^(Headers|URL|Request)$/.test(name) || !this.skip('(')) return UNKNOWN
    const values = this.list(')')
    if (values.length === 1) return values[0]
    const [path, base] = values
    return (name === 'URL' && isText(path) && isText(base) && parseUrl(String(path), String(base))?.href) || UNKNOWN
  }

  #members(): Members {
    const pairs: (readonly [string, Value])[] = []
    let isOpen = false
    while (this.token && !this.skip('}')) {
      const name = this.token
      this.#at++
      const isName = name.kind === 'name' || name.kind === 'string' || name.kind === 'number'
      if (isName && this.skip(':')) pairs.push([name.text, this.value()])
      // `{ method }` is the value of a variable.
      else if (name.kind === 'name' && (this.#isNext(',') || this.#isNext('}')))
        pairs.push([name.text, this.#variables.has(name.text) ? this.#variables.get(name.text) : UNKNOWN])
      else isOpen = true
      if (!this.skip(',') && !this.#isNext('}')) this.#skipTo('}')
    }
    return { pairs, isOpen }
  }

  #isNext(mark: string): boolean {
    return this.token?.kind === 'mark' && this.token.text === mark
  }

  #isEnd(): boolean {
    const { token } = this
    // Many programs have no semicolons, so that the next statement ends a value.
    if (token?.kind === 'name') return STATEMENT.test(token.text)
    return !token || (token.kind === 'mark' && /[,)\]};]/.test(token.text))
  }

  #skipExpression(): void {
    while (!this.#isEnd()) this.#skipPart()
  }

  /** Skips what is left of an element, up to the next comma or the closing bracket, which stays. */
  #skipTo(end: string): void {
    while (this.token && !this.#isNext(',') && !this.#isNext(end)) this.#skipPart()
    this.skip(',')
  }

  /** Skips a token, or everything between two brackets. */
  #skipPart(): void {
    const closing: string[] = []
    do {
      const { kind, text } = this.token!
      this.#at++
      if (kind !== 'mark') continue
      if (OPENING[text]) closing.push(OPENING[text])
      else if (text === closing.at(-1)) closing.pop()
    } while (closing.length && this.token)
  }
}

/** A template with the values of its variables; `undefined` if one of them is computed, unless `otherwise` writes it. */
export function fillTemplate(
  template: string,
  variables: ReadonlyMap<string, Value>,
  otherwise?: (expression: string) => string,
): string | undefined {
  let isKnown = true
  const filled = template.replaceAll(/\$\{\s*([^{}]*?)\s*\}/g, (_, expression: string) => {
    const value = variables.get(expression)
    if (isText(value)) return String(value)
    if (otherwise) return otherwise(expression)
    isKnown = false
    return ''
  })
  return isKnown && !filled.includes('${') ? filled : undefined
}

function isText(value: Value): value is string | number {
  return typeof value === 'string' || typeof value === 'number'
}
