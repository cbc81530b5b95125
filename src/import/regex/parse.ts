import { characterOf, type Node } from './node.ts'
import { withAddresses } from './addresses.ts'
import { CLASSES, readClass } from './character-class.ts'

/** Why an expression cannot be read: Python refuses it, or it has more than this library reads. */
export type RegexFault = 'invalid' | 'unread'

class Fault extends Error {
  readonly fault: RegexFault

  constructor(fault: RegexFault) {
    super(fault)
    this.fault = fault
  }
}

/** Longer expressions and repetitions are refused, because the work of the search grows with them. */
const MAX_LENGTH = 4000
const MAX_REPEAT = 100
const MAX_DEPTH = 50

/** The flags of Python's `re` that change nothing for origins: MULTILINE, DOTALL, UNICODE and ASCII. */
const HARMLESS_FLAGS = 8 | 16 | 32 | 256
const IGNORE_CASE = 2

const QUANTIFIER = /^(?:([*+?])|\{(?=[\d,])(\d*)(?:(,)(\d*))?\})/

/**
 * Reads a regular expression of Python's `re` (https://docs.python.org/3/library/re.html#regular-expression-syntax).
 * Deliberately refused: lookarounds, references, word boundaries and possessive quantifiers, because no automaton of
 * this library has them.
 */
export function readRegex(text: string, flags: number = 0, most: number = MAX_LENGTH): Node | RegexFault {
  try {
    if (text.length > most) throw new Fault('unread')
    const inline = /^\(\?([aimsu]+)\)/.exec(text)
    if (inline?.[1]?.includes('a') && inline[1].includes('u')) throw new Fault('invalid')
    if (flags & ~(HARMLESS_FLAGS | IGNORE_CASE)) throw new Fault('unread')
    const ignoresCase = (flags & IGNORE_CASE) > 0 || !!inline?.[1]?.includes('i')
    return parse(text.slice(inline?.[0].length ?? 0), ignoresCase)
  } catch (error) {
    if (error instanceof Fault) return error.fault
    throw error
  }
}

function parse(text: string, ignoresCase: boolean): Node {
  let at = 0
  let depth = 0

  const literal = (character: string): Node => {
    const lower = ignoresCase ? character.toLowerCase() : character
    return characterOf((other) => other === lower)
  }

  function choice(): Node {
    if (++depth > MAX_DEPTH) throw new Fault('unread')
    const nodes = [sequence()]
    while (text[at] === '|') {
      at++
      nodes.push(sequence())
    }
    depth--
    return nodes.length > 1 ? { kind: 'choice', nodes } : nodes[0]!
  }

  function sequence(): Node {
    const nodes: Node[] = []
    while (at < text.length && text[at] !== '|' && text[at] !== ')') nodes.push(quantified(atom()))
    return { kind: 'sequence', nodes: withAddresses(nodes) }
  }

  function quantified(part: Node): Node {
    const found = QUANTIFIER.exec(text.slice(at))
    if (!found) return part
    if (part.kind === 'start' || part.kind === 'end') throw new Fault('invalid')
    at += found[0].length
    const [, sign, first, comma, last] = found
    const least = sign ? Number(sign === '+') : Number(first)
    const most = sign ? (sign === '?' ? 1 : Infinity) : comma ? Number(last || Infinity) : least
    if (least > most) throw new Fault('invalid')
    if (least > MAX_REPEAT || (most > MAX_REPEAT && most < Infinity)) throw new Fault('unread')
    // A lazy repetition matches the same strings. A possessive one does not.
    if (text[at] === '+') throw new Fault('unread')
    if (text[at] === '?') at++
    if (QUANTIFIER.test(text.slice(at))) throw new Fault('invalid')
    return { kind: 'repeat', part, least, most }
  }

  function atom(): Node {
    if (QUANTIFIER.test(text.slice(at))) throw new Fault('invalid')
    const character = text[at++]!
    switch (character) {
      case '^':
        return { kind: 'start' }
      case '$':
        return { kind: 'end' }
      case '.':
        return characterOf(() => true, true)
      case '(':
        return group()
      case '[':
        return bracket()
      case '\\':
        return escaped()
      default:
        return literal(character)
    }
  }

  function group(): Node {
    const opening = /^\?(?::|P<\w+>)/.exec(text.slice(at))
    if (opening) at += opening[0].length
    else if (text[at] === '?') throw new Fault('unread')
    const part = choice()
    if (text[at++] !== ')') throw new Fault('invalid')
    return part
  }

  function bracket(): Node {
    const read = readClass(text, at, ignoresCase)
    if (!read) throw new Fault(/\\[\dxuUN]/.test(text) ? 'unread' : 'invalid')
    at = read.end
    return read.part
  }

  function escaped(): Node {
    const character = text[at++]
    if (character === undefined) throw new Fault('invalid')
    if (character === 'A') return { kind: 'start' }
    if (character === 'Z') return { kind: 'end' }
    const accepts = CLASSES[character]
    if (accepts) return characterOf(accepts)
    if (/[a-zA-Z\d]/.test(character)) {
      if (/[fnrtv]/.test(character)) return characterOf(() => false)
      throw new Fault(/[\dbBxuUN]/.test(character) ? 'unread' : 'invalid')
    }
    return literal(character)
  }

  const part = choice()
  if (at < text.length) throw new Fault('invalid')
  return part
}
