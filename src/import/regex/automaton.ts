import type { Node } from './node.ts'

/** What an automaton knows after some characters. */
export interface Place {
  /** Whether the characters so far match. */
  readonly accepts: boolean
  /** Whether no more characters can make it match. */
  readonly isDead: boolean
  readonly next: (character: string) => Place
}

/** An automaton: where it begins, and the sets of characters that it tells apart. */
export interface Automaton {
  readonly start: Place
  readonly sets: readonly string[]
}

interface State {
  readonly steps: { readonly of: string; readonly to: number }[]
  readonly free: { readonly to: number; readonly at?: 'start' | 'end' }[]
}

/** Bounds for expressions from outside, and for what a client can make a predicate remember. */
const MAX_STATES = 5000
const MAX_PLACES = 1000

/** The place after a match whose rest does not matter. */
const MATCHED: Place = { accepts: true, isDead: false, next: () => MATCHED }

/**
 * Makes an automaton that accepts what `re.match()` accepts: the expression begins where the string begins, and what
 * follows a match does not matter. It reads each character once, so that no string takes it long.
 *
 * @returns `undefined` if the expression is too large
 */
export function createAutomaton(expression: Node): Automaton | undefined {
  const states: State[] = []
  const add = (): number => states.push({ steps: [], free: [] }) - 1
  const free = (from: number, to: number, at?: 'start' | 'end'): void => {
    states[from]!.free.push(at ? { to, at } : { to })
  }

  /** Adds the states of a part behind a state. Returns the state after the part. */
  function build(part: Node, from: number): number {
    if (states.length > MAX_STATES) return from
    switch (part.kind) {
      case 'character': {
        const to = add()
        states[from]!.steps.push({ of: part.of, to })
        return to
      }
      case 'sequence':
        return part.nodes.reduce((at, inner) => build(inner, at), from)
      case 'choice': {
        const to = add()
        for (const inner of part.nodes) free(build(inner, from), to)
        return to
      }
      case 'repeat':
        return repeat(part, from)
      default: {
        const to = add()
        free(from, to, part.kind)
        return to
      }
    }
  }

  function repeat({ part: inner, least, most }: Extract<Node, { kind: 'repeat' }>, from: number): number {
    let at = from
    for (let count = 0; count < least; count++) at = build(inner, at)
    const to = add()
    if (most === Infinity) {
      const loop = add()
      free(at, loop)
      free(build(inner, loop), loop)
      free(loop, to)
      return to
    }
    for (let count = least; count < most; count++) {
      free(at, to)
      at = build(inner, at)
    }
    free(at, to)
    return to
  }

  const first = add()
  const last = build(expression, first)
  if (states.length > MAX_STATES) return undefined
  const sets = [...new Set(states.flatMap(({ steps }) => steps.map(({ of }) => of)))]
  return { start: walk(states, first, last), sets }
}

/** The automaton whose places are the sets of states that the characters so far can lead to. */
function walk(states: readonly State[], first: number, last: number): Place {
  const places = new Map<string, Place>()
  // Later places are forgotten, because a client chooses the origins that lead to them.
  const hasRoom = (): boolean => places.size < MAX_PLACES

  function reach(from: Iterable<number>, ...edges: readonly ('start' | 'end')[]): Set<number> {
    const reached = new Set(from)
    for (const state of reached)
      for (const { to, at } of states[state]!.free) if (!at || edges.includes(at)) reached.add(to)
    return reached
  }

  function placeOf(from: Iterable<number>, ...edges: readonly 'start'[]): Place {
    const reached = reach(from, ...edges)
    if (reached.has(last)) return MATCHED
    const key = `${edges.length}:${[...reached].toSorted((one, other) => one - other).join(' ')}`
    const known = places.get(key)
    if (known) return known
    const nexts = new Map<string, Place>()
    const place: Place = {
      accepts: reach(reached, ...edges, 'end').has(last),
      isDead: !reached.size,
      next: (character) => {
        const seen = nexts.get(character)
        if (seen) return seen
        const steps = [...reached].flatMap((state) => states[state]!.steps)
        const next = placeOf(steps.filter(({ of }) => of.includes(character)).map(({ to }) => to))
        if (hasRoom()) nexts.set(character, next)
        return next
      },
    }
    if (hasRoom()) places.set(key, place)
    return place
  }

  return placeOf([first], 'start')
}

/** Whether an automaton accepts a string. */
export function accepts({ start }: Automaton, text: string): boolean {
  let place = start
  for (const character of text) place = place.next(character)
  return place.accepts
}
