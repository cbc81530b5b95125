/**
 * The loops, as source code: each case gets a copy of its own, because otherwise what the compiler learned about the
 * calls of one case would disturb the next. The count keeps a compiler from noticing that nobody reads the answers.
 */
export const LOOPS = {
  sync: '(run, input, n) => { let count = 0; for (let i = 0; i < n; i++) if (run(input)) count++; return count }',
  async:
    'async (run, input, n) => { let count = 0; for (let i = 0; i < n; i++) if (await run(input)) count++; return count }',
  each: '(run, inputs, n) => { let count = 0; for (let i = 0; i < n; i++) if (run(inputs[i])) count++; return count }',
  'each settled':
    'async (run, inputs, n) => { let count = 0; for (let i = 0; i < n; i++) { const answer = run(inputs[i]); if (typeof answer === "object" ? await answer : answer) count++ } return count }',
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
  /** The inputs of n calls, for the loops `each` and `each settled`, which awaits only promises. */
  readonly prepare?: (n: number) => unknown[]
  /** At most how many calls make a batch. */
  readonly maxBatch?: number
  /** The contender with which this one is compared at the same work. */
  readonly base?: string
}

/** How a suite is measured: rounds that only warm up, rounds that count, and the wanted length of a batch. */
export interface Timing {
  readonly warmUpRounds: number
  readonly rounds: number
  readonly batchNs: number
}

/** The rounds for which there is time: those that warm up, and at least ten that count. */
export function roundsWithin(seconds: number, cases: number, batchNs: number): Omit<Timing, 'batchNs'> {
  const warmUpRounds = 30
  const fitting = Math.round((seconds * 1e9) / (cases * batchNs))
  return { warmUpRounds, rounds: Math.max(10, fitting - warmUpRounds) }
}

/**
 * Times cases in turns. Benchmark libraries run one case after the other, so that whatever else happens on the machine
 * in the meantime goes into the ratio: with the same code measured twice, the ratio was off by a third. Here each round
 * runs a short batch of every case, in a new random order, so that a ratio compares neighbours in time.
 *
 * @param cases of which `maxBatch`, if given, bounds a batch
 * @param runBatch returns the nanoseconds that n calls took
 * @returns for each case, the nanoseconds of a call in each round
 */
export async function measure(
  cases: readonly { readonly maxBatch?: number | undefined }[],
  runBatch: (index: number, n: number) => Promise<number>,
  { warmUpRounds, rounds, batchNs }: Timing,
): Promise<number[][]> {
  const running = cases.map(({ maxBatch = Infinity }, index) => ({ index, maxBatch, size: 1, samples: [] as number[] }))
  for (let round = -warmUpRounds; round < rounds; round++) {
    for (const one of shuffled(running)) {
      // The batches must run one after the other.
      // oxlint-disable-next-line no-await-in-loop
      const ns = await runBatch(one.index, one.size)
      if (round >= 0) one.samples.push(ns / one.size)
      else one.size = resize(one.size, ns, batchNs, one.maxBatch)
    }
  }
  return running.map(({ samples }) => samples)
}

/** Moves towards batches of the wanted length in steps, because a batch says little while its code is cold. */
function resize(n: number, ns: number, batchNs: number, maxBatch: number): number {
  const factor = Math.min(4, Math.max(0.5, batchNs / Math.max(ns, 1)))
  return Math.max(1, Math.min(maxBatch, Math.round(n * factor)))
}

/** A copy of a list in a new random order, so that no case always follows the same neighbour. */
export function shuffled<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, place: Math.random() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ item }) => item)
}
