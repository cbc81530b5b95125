/**
 * The loops, as source code: each case gets a copy of its own, because otherwise what the compiler learned about the
 * calls of one case would disturb the next. The count keeps a compiler from noticing that nobody reads the answers.
 */
export const LOOPS = {
  sync: '(run, input, n) => { let count = 0; for (let i = 0; i < n; i++) if (run(input)) count++; return count }',
  async:
    'async (run, input, n) => { let count = 0; for (let i = 0; i < n; i++) if (await run(input)) count++; return count }',
  each: '(run, inputs, n) => { let count = 0; for (let i = 0; i < n; i++) if (run(inputs[i])) count++; return count }',
}

export type Loop = (run: Case['run'], input: unknown, n: number) => unknown

/** Who does which work, which is all that a report needs to know of a case. */
export interface CaseName {
  readonly work: string
  readonly contender: string
}

/** A function that is called many times over, always with the same input, or each time with a new one. */
export interface Case extends CaseName {
  readonly run: (input: never) => unknown
  readonly loop: keyof typeof LOOPS
  /** The input of every call. */
  readonly input?: () => unknown
  /** The inputs of n calls, for the loop `each`. */
  readonly prepare?: (n: number) => unknown[]
  /** At most how many calls make a batch. */
  readonly maxBatch?: number
  /** The contender with which this one is compared at the same work. */
  readonly base?: string
}
