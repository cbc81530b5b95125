import { deepEqual } from 'node:assert/strict'

/** The numbers of the checks that an example has run. */
export const checked: Set<number> = new Set()

/** What `actual // => expected` in an example becomes. */
export function check(number: number, actual: unknown, expected: unknown): void {
  deepEqual(actual, expected)
  checked.add(number)
}
