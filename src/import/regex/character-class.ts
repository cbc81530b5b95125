import { characterOf, type Node } from './node.ts'

type Accepts = (character: string) => boolean

const isDigit: Accepts = (character) => character >= '0' && character <= '9'
const isWord: Accepts = (character) => isDigit(character) || character === '_' || isLetter(character)
const isLetter: Accepts = (character) => character.toLowerCase() >= 'a' && character.toLowerCase() <= 'z'

/** The classes that an escape names. Origins have no white space. */
export const CLASSES: { readonly [name: string]: Accepts | undefined } = {
  d: isDigit,
  D: (character) => !isDigit(character),
  w: isWord,
  W: (character) => !isWord(character),
  s: () => false,
  S: () => true,
}

/** Reads the class after its opening bracket. Returns `undefined` if Python refuses it. */
export function readClass(
  text: string,
  from: number,
  ignoresCase: boolean,
): { readonly part: Node; readonly end: number } | undefined {
  let at = from
  const isNegated = text[at] === '^'
  if (isNegated) at++
  const members: Accepts[] = []
  for (let isFirst = true; isFirst || text[at] !== ']'; isFirst = false) {
    const low = readMember(text, at)
    if (!low) return undefined
    at = low.end
    if (text[at] !== '-' || text[at + 1] === ']' || at + 1 >= text.length) {
      members.push(low.accepts)
      continue
    }
    const high = readMember(text, at + 1)
    if (!high) return undefined
    at = high.end
    if (low.literal === undefined || high.literal === undefined || low.literal > high.literal) return undefined
    const { literal: first } = low
    const { literal: last } = high
    members.push((character) => character >= first && character <= last)
  }
  const isMember: Accepts = (character) => members.some((accepts) => accepts(character))
  const isEither: Accepts = ignoresCase
    ? (character) => isMember(character) || isMember(character.toUpperCase())
    : isMember
  return { part: characterOf((character) => isEither(character) !== isNegated), end: at + 1 }
}

interface Member {
  readonly accepts: Accepts
  readonly literal?: string
  readonly end: number
}

function readMember(text: string, at: number): Member | undefined {
  const character = text[at]
  if (character === undefined) return undefined
  if (character !== '\\') return literalMember(character, at + 1)
  const escaped = text[at + 1]
  if (escaped === undefined) return undefined
  const accepts = CLASSES[escaped]
  if (accepts) return { accepts, end: at + 2 }
  if (/[abfnrtv]/.test(escaped)) return literalMember('\n', at + 2)
  if (/[a-zA-Z\d]/.test(escaped)) return undefined
  return literalMember(escaped, at + 2)
}

function literalMember(literal: string, end: number): Member {
  return { accepts: (character) => character === literal, literal, end }
}
