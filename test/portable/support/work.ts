const PROTOTYPES: readonly object[] = [String, Array, RegExp, Set, Map].map(({ prototype }) => prototype as object)

/**
 * Counts the calls of built-in functions on texts, lists, sets and patterns in `run`, and the items of the lists that
 * they give: a measure of work, and of what is allocated, that no busy machine changes.
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
    // By index: a list's iterator is one of the functions that count.
    for (let index = 0; index < undo.length; index++) undo[index]?.()
  }
}
