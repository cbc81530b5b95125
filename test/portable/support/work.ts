const PROTOTYPES: readonly object[] = [String, Array, RegExp, Set, Map].map(({ prototype }) => prototype as object)

/**
 * Counts the calls that `run` makes to methods of strings, arrays, RegExps, sets and maps, plus the items of the arrays
 * that they return. It is a measure of work and memory that does not depend on how busy the machine is.
 */
export function countCalls(run: () => unknown): number {
  const undo: (() => void)[] = []
  let calls = 0
  for (const prototype of PROTOTYPES) {
    for (const key of Reflect.ownKeys(prototype)) {
      const original = Object.getOwnPropertyDescriptor(prototype, key) as PropertyDescriptor
      const { value } = original as { value?: unknown }
      if (typeof value === 'function' && key !== 'constructor') {
        const counted = function counted(this: unknown, ...given: unknown[]): unknown {
          const result: unknown = Reflect.apply(value, this, given)
          calls += Array.isArray(result) ? 1 + result.length : 1
          return result
        }
        undo[undo.length] = () => Object.defineProperty(prototype, key, original)
        Object.defineProperty(prototype, key, { ...original, value: counted })
      }
    }
  }
  try {
    calls = 0
    run()
    return calls
  } finally {
    // By index, because the iterator of an array is one of the functions that are counted.
    for (let index = 0; index < undo.length; index++) undo[index]?.()
  }
}
