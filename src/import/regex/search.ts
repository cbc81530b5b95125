import { ALPHABET } from './node.ts'
import type { Automaton, Place } from './automaton.ts'

/** Combinations of places that a search visits before it gives up. */
const MAX_VISITS = 30_000

/** A search that would take too long. */
export class TooComplex extends Error {
  override readonly name = 'TooComplex'
}

/**
 * Finds the shortest string that all automata of one list accept, and none of the other list. Whether two expressions
 * match the same strings is two searches, for a string that only one of them matches.
 *
 * @throws {TooComplex} if it would take too long
 */
export function findShortest(must: readonly Automaton[], mustNot: readonly Automaton[]): string | undefined {
  const automata = [...must, ...mustNot]
  const letters = distinctLetters(automata)
  const numbers = new Map<Place, number>()
  const numberOf = (place: Place): number => {
    const number = numbers.get(place) ?? numbers.size
    numbers.set(place, number)
    return number
  }
  const isFound = (places: readonly Place[]): boolean => places.every((place, at) => place.accepts === at < must.length)
  const isLost = (places: readonly Place[]): boolean => places.some((place, at) => at < must.length && place.isDead)
  const starts = automata.map(({ start }) => start)
  const visited = new Set([starts.map(numberOf).join(' ')])
  let level: (readonly [text: string, places: readonly Place[]])[] = [['', starts]]
  while (level.length) {
    const following: typeof level = []
    for (const [text, places] of level) {
      if (isFound(places)) return text
      for (const letter of letters) {
        const next = places.map((place) => place.next(letter))
        if (isLost(next)) continue
        const key = next.map(numberOf).join(' ')
        if (visited.has(key)) continue
        visited.add(key)
        if (visited.size > MAX_VISITS) throw new TooComplex()
        following.push([text + letter, next])
      }
    }
    level = following
  }
  return undefined
}

/** One character for all that no automaton tells apart. */
function distinctLetters(automata: readonly Automaton[]): string[] {
  const sets = [...new Set(automata.flatMap(({ sets: own }) => own))]
  const known = new Set<string>()
  return [...ALPHABET].filter((letter) => {
    const membership = sets.map((set) => Number(set.includes(letter))).join('')
    return !known.has(membership) && known.add(membership)
  })
}
