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
