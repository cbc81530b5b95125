const PROTOTYPES: readonly object[] = [String, Array, RegExp, Set, Map].map(({ prototype }) => prototype as object)

/**
 * The length of the longest string that `run` gives to a method of strings, arrays, RegExps, sets and maps, which then
 * reads it: a lookup, for example, reads all of a string to hash it. Reading `length` and comparing do not count.
 */
export function longestRead(run: () => unknown): number {
  const undo: (() => void)[] = []
  let longest = 0
  const look = (value: unknown): void => {
    if (typeof value === 'string' && value.length > longest) longest = value.length
  }
  for (const prototype of PROTOTYPES) {
    for (const key of Reflect.ownKeys(prototype)) {
      const original = Object.getOwnPropertyDescriptor(prototype, key) as PropertyDescriptor
      const { value } = original as { value?: unknown }
      if (typeof value === 'function' && key !== 'constructor') {
        const watched = function watched(this: unknown, ...given: unknown[]): unknown {
          look(this)
          for (let at = 0; at < given.length; at++) look(given[at])
          return Reflect.apply(value, this, given)
        }
        undo[undo.length] = () => Object.defineProperty(prototype, key, original)
        Object.defineProperty(prototype, key, { ...original, value: watched })
      }
    }
  }
  try {
    longest = 0
    run()
    return longest
  } finally {
    // By index, because the iterator of an array is one of the functions that are watched.
    for (let index = 0; index < undo.length; index++) undo[index]?.()
  }
}
