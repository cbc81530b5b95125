type Method = (this: unknown, ...given: unknown[]) => unknown

// Copies of what is replaced below, because the counter must not count itself.
const { isArray } = Array
const { apply, ownKeys, getOwnPropertyDescriptor, defineProperty } = Reflect
// oxlint-disable-next-line unbound-method
const { indexOf: indexInArray } = Array.prototype
// oxlint-disable-next-line unbound-method
const { indexOf: indexInString } = String.prototype

const PROTOTYPES = [String, Array, RegExp, Set, Map].map(({ prototype }) => prototype as object)

/** The functions that loops, spreads and constructors of collections call for each item. */
const ITERATORS = [[], new Map(), new Set(), ''].map(
  (collection) => Object.getPrototypeOf(collection[Symbol.iterator]()) as object,
)

/** Functions without an owner that read or make a list. */
const STATICS: readonly (readonly [owner: object, key: string])[] = [
  [Object, 'entries'],
  [Object, 'keys'],
  [Object, 'values'],
  [JSON, 'stringify'],
]

/** Methods that read the whole list, whatever they return. */
const WHOLE: Readonly<Record<PropertyKey, boolean>> = {
  __proto__: null as never,
  join: true,
  splice: true,
  shift: true,
  unshift: true,
  sort: true,
  toSorted: true,
}

const SLICES: Readonly<Record<PropertyKey, boolean>> = {
  __proto__: null as never,
  slice: true,
  substring: true,
  trim: true,
}

const SEARCHES: Readonly<Record<PropertyKey, boolean>> = { __proto__: null as never, includes: true, indexOf: true }

/** Engines share the characters of a slice, and copy or compare many characters in one step. */
const CHARACTERS_A_STEP = 16

function sizeOf(value: unknown): number {
  if (isArray(value)) return value.length
  return typeof value === 'string' ? value.length / CHARACTERS_A_STEP : 0
}

/** The steps of one call, without those of its callback and of iterators, which are counted on their own. */
function stepsOf(key: PropertyKey, owner: unknown, given: readonly unknown[], result: unknown): number {
  if (SEARCHES[key] && isArray(owner)) {
    const at = apply(indexInArray, owner, given)
    return at < 0 ? 1 + owner.length : 1 + at
  }
  if (typeof owner === 'string' && SEARCHES[key]) {
    const at = apply(indexInString, owner, given)
    return 1 + ((at < 0 ? owner.length : at) - Number(given[1] ?? 0)) / CHARACTERS_A_STEP
  }
  if (typeof owner === 'string' && SLICES[key]) return 1
  return 1 + sizeOf(result) + (WHOLE[key] ? sizeOf(owner) : 0)
}

/**
 * Counts the steps that `run` takes in strings, arrays, RegExps, sets, maps and their iterators: each item that a
 * callback gets or a loop reads, each item that a search passes, and the length of each list or string that is made. It
 * is a measure of work and memory that does not depend on how busy the machine is. It does not see how often a RegExp
 * backtracks.
 */
export async function countSteps(run: () => unknown): Promise<number> {
  let steps = 0
  const undo: (() => void)[] = []
  const replace = (owner: object, key: PropertyKey): void => {
    const original = getOwnPropertyDescriptor(owner, key)!
    const { value } = original as { value?: Method }
    if (typeof value !== 'function' || key === 'constructor') return
    const counted: Method = function counted(...given) {
      // By index, because a pattern would call an iterator.
      const callback = given[0]
      if (typeof callback === 'function' && owner === Array.prototype)
        given[0] = function each(this: unknown, ...items: unknown[]): unknown {
          steps++
          return apply(callback, this, items)
        }
      const result = apply(value, this, given)
      steps += stepsOf(key, this, given, result)
      return result
    }
    undo[undo.length] = () => defineProperty(owner, key, original)
    defineProperty(owner, key, { ...original, value: counted })
  }
  const keys = PROTOTYPES.map((prototype) => ownKeys(prototype))
  for (let at = 0; at < PROTOTYPES.length; at++)
    for (let index = 0; index < keys[at]!.length; index++) replace(PROTOTYPES[at]!, keys[at]![index]!)
  for (let at = 0; at < STATICS.length; at++) replace(STATICS[at]![0], STATICS[at]![1])
  for (let at = 0; at < ITERATORS.length; at++) replace(ITERATORS[at]!, 'next')
  try {
    steps = 0
    await run()
    return steps
  } finally {
    // By index, because the iterator of an array is one of the functions that are counted.
    for (let index = undo.length - 1; index >= 0; index--) undo[index]!()
  }
}
