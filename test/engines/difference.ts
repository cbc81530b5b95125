import type { EngineName } from './driver/browsers.ts'

/** A behaviour in which some engines differ from the standard. */
export interface Difference {
  /** The anchor in `docs/browser-differences.md`. */
  readonly id: string
  readonly engines: readonly EngineName[]
  /** The behaviour of these engines. */
  readonly does: string
  /** The behaviour that the standard defines, with a link. */
  readonly standard: string
  /** The cases that show it. */
  readonly cases: readonly (string | RegExp)[]
  /** The engines whose profile in `src/browser` simulates the behaviour. */
  readonly modelled: readonly EngineName[]
}

/** Whether a case shows a difference. */
export function shows({ cases }: Difference, name: string): boolean {
  return cases.some((one) => (typeof one === 'string' ? one === name : one.test(name)))
}
