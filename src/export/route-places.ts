import type { PathPattern } from '../routes/pattern.ts'
import { literally } from './origin-pattern.ts'

/** Paths that begin in one way, and the ways in which they end. */
export interface Place {
  /** A regular expression. */
  readonly prefix: string
  readonly ends: readonly End[]
}

/** Paths that no row of a table tells apart. */
export interface End {
  /** A regular expression for what follows the prefix. */
  readonly suffix: string
  /** One of the paths. */
  readonly path: string
}

/**
 * The places of a table, for readable paths. A row tells paths apart by its literals and by its length, so each position
 * has the literals of the rows that still fit, these in other cases, and any other name. A path belongs to the first
 * place that it matches.
 *
 * @param name a segment that no row names
 */
export function* placesOf(rows: readonly PathPattern[], name: string): Generator<Place> {
  yield* placesBelow(rows, { prefix: '', path: '' }, 0, name)
}

interface Branch {
  readonly prefix: string
  readonly path: string
}

function* placesBelow(
  rows: readonly PathPattern[],
  { prefix, path }: Branch,
  at: number,
  name: string,
): Generator<Place> {
  const longer = rows.filter(({ segments }) => segments.length > at)
  const below = longer.length ? branchesAt(longer, at, name) : []
  for (const { segment, pattern, folded } of below) {
    const fitting = rows.filter(({ segments, hasRest }) =>
      at < segments.length ? segments[at] === undefined || segments[at] === folded : hasRest,
    )
    yield* placesBelow(fitting, { prefix: `${prefix}/${pattern}`, path: `${path}/${segment}` }, at + 1, name)
  }
  yield {
    prefix,
    ends: [
      ...(at ? [{ suffix: '$', path }] : []),
      { suffix: '/$', path: `${path}/` },
      ...(longer.length ? [] : [{ suffix: '/.', path: `${path}/${name}` }]),
    ],
  }
}

/** What a segment may be: its pattern, an example, and the literal that it may stand for. */
interface Choice {
  readonly pattern: string
  readonly segment: string
  readonly folded: string | undefined
}

function branchesAt(rows: readonly PathPattern[], at: number, name: string): Choice[] {
  // The path `/` is one empty segment, and nothing is below it.
  const literals = [...new Set(rows.flatMap(({ written }) => written[at] || []))]
  const foldings = [...new Set(literals.map((literal) => literal.toLowerCase()))]
  return [
    ...literals.map((literal) => ({ pattern: literally(literal), segment: literal, folded: literal.toLowerCase() })),
    ...foldings.flatMap((folded) => {
      const segment = otherSpelling(folded, literals)
      return segment === undefined ? [] : [{ pattern: inAnyCase(folded), segment, folded }]
    }),
    { pattern: '[^/]+', segment: name, folded: undefined },
  ]
}

/** A spelling of a word in other capitals, or `undefined` if all are in use. */
function otherSpelling(word: string, used: readonly string[]): string | undefined {
  // One of so many has to be free.
  const spellings = used.map((_, number) => spell(word, number)).concat(spell(word, used.length))
  return spellings.find((spelling) => !used.includes(spelling))
}

/** The spelling with a number: its binary digits say which letters are capitals. */
function spell(word: string, number: number): string {
  let left = number
  return word.replaceAll(/[a-z]/g, (letter) => {
    const isCapital = left % 2
    left = Math.floor(left / 2)
    return isCapital ? letter.toUpperCase() : letter
  })
}

/** The regular expression of a string in any case. Inline flags are not known to all servers. */
export function inAnyCase(text: string): string {
  return text.replaceAll(/[^]/g, (character) => {
    const upper = character.toUpperCase()
    const lower = character.toLowerCase()
    return upper === lower ? literally(character) : `[${upper}${lower}]`
  })
}
