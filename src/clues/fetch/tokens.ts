import { quote } from '../../wording/quote.ts'
import { unexpected } from '../../wording/unexpected.ts'
import { unescape } from './escapes.ts'

/** A piece of JavaScript or TypeScript. */
export interface Token {
  readonly kind: 'string' | 'template' | 'number' | 'name' | 'mark' | 'regexp'
  /** The value of a string, and the source of anything else. */
  readonly text: string
  readonly at: number
}

/** Characters of a call: more than anyone types, and enough for a body that a browser copied. */
const MAX_CHARACTERS = 4_194_304

const NAME = /[\p{ID_Start}$_][\p{ID_Continue}$\u200C\u200D]*/uy
const NUMBER = /(?:0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|\d[\d_]*(?:\.[\d_]*)?(?:[eE][+-]?\d+)?)n?/y

/**
 * Splits source text into tokens, without running it. Comments are left out.
 *
 * @throws {TypeError} for a string, a template or a comment without an end
 */
export function tokensOf(source: string): Token[] {
  if (source.length > MAX_CHARACTERS) {
    throw unexpected('The length of the call is', source.length, `at most ${MAX_CHARACTERS}`)
  }
  const tokens: Token[] = []
  let at = 0
  const push = (kind: Token['kind'], text: string, end: number): void => {
    tokens.push({ kind, text, at })
    at = end
  }
  while (at < source.length) {
    const character = source[at]!
    if (/\s/.test(character)) at++
    else if (source.startsWith('//', at)) at = endOfLine(source, at)
    else if (source.startsWith('/*', at)) at = endAfter(source, '*/', at)
    else if (character === '"' || character === "'") {
      const end = endOfString(source, at)
      push('string', unescape(source.slice(at + 1, end - 1)), end)
    } else if (character === '`') {
      const end = endOfTemplate(source, at)
      const inner = source.slice(at + 1, end - 1)
      push(inner.includes('${') ? 'template' : 'string', inner.includes('${') ? inner : unescape(inner), end)
    } else if (character === '/' && isRegexp(tokens.at(-1))) push('regexp', '/', endOfRegexp(source, at))
    else {
      const name = match(NAME, source, at) ?? match(NUMBER, source, at)
      if (name === undefined) push('mark', character, at + 1)
      else push(/^\d/.test(name) ? 'number' : 'name', name, at + name.length)
    }
  }
  return tokens
}

function match(pattern: RegExp, source: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(source)?.[0]
}

/** Whether a slash begins a regular expression: after a value, it divides. */
function isRegexp(before: Token | undefined): boolean {
  return !before || (before.kind === 'mark' && !/[)\]}]/.test(before.text))
}

function endOfLine(source: string, at: number): number {
  const end = source.indexOf('\n', at)
  return end < 0 ? source.length : end
}

function endAfter(source: string, mark: string, at: number): number {
  const end = source.indexOf(mark, at + 2)
  if (end < 0) throw unclosed('/*')
  return end + mark.length
}

function endOfString(source: string, at: number): number {
  for (let end = at + 1; end < source.length; end++) {
    if (source[end] === '\\') end += source.startsWith('\r\n', end + 1) ? 2 : 1
    else if (source[end] === source[at]) return end + 1
    else if (source[end] === '\n') break
  }
  throw unclosed(source[at]!)
}

/** A template may have expressions, in which there are strings and other templates. */
function endOfTemplate(source: string, at: number): number {
  for (let end = at + 1; end < source.length; end++) {
    if (source[end] === '\\') end++
    else if (source[end] === '`') return end + 1
    else if (source.startsWith('${', end)) end = endOfExpression(source, end + 2)
  }
  throw unclosed('`')
}

function endOfExpression(source: string, from: number): number {
  let depth = 0
  for (let at = from; at < source.length; at++) {
    const character = source[at]!
    if (character === '"' || character === "'") at = endOfString(source, at) - 1
    else if (character === '`') at = endOfTemplate(source, at) - 1
    else if (character === '{') depth++
    else if (character === '}' && depth-- === 0) return at
  }
  throw unclosed('`')
}

function endOfRegexp(source: string, at: number): number {
  let isClass = false
  for (let end = at + 1; end < source.length && source[end] !== '\n'; end++) {
    if (source[end] === '\\') end++
    else if (source[end] === '[') isClass = true
    else if (source[end] === ']') isClass = false
    else if (source[end] === '/' && !isClass)
      return end + 1 + (/^[a-z]*/.exec(source.slice(end + 1, end + 10))?.[0].length ?? 0)
  }
  return at + 1
}

function unclosed(start: string): TypeError {
  return new TypeError(`The call has ${quote(start)} without an end, expected the whole call`)
}
