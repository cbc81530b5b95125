import type { EngineName } from './driver/browsers.ts'

/** A way of some engines that is not the standard's. */
export interface Difference {
  /** The anchor in `docs/browser-differences.md`. */
  readonly id: string
  readonly engines: readonly EngineName[]
  /** What these engines do. */
  readonly does: string
  /** What the standard says, with where it says so. */
  readonly standard: string
  /** The cases that show it. */
  readonly cases: readonly (string | RegExp)[]
  /** Of which engines the profile in `src/browser` does the same. */
  readonly modelled: readonly EngineName[]
}

/** Whether a case shows a difference. */
export function shows({ cases }: Difference, name: string): boolean {
  return cases.some((one) => (typeof one === 'string' ? one === name : one.test(name)))
}
