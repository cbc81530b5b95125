/**
 * Times cases in turns. Benchmark libraries run one case after the other, and what else happens on the machine in the
 * meantime goes into the ratio: with the same code measured twice, it was off by a third. Here each round runs a short
 * batch of every case, in an order drawn anew, so that a ratio compares neighbours in time.
 *
 * @param cases of which `maxBatch`, if there, bounds a batch
 * @param {(index: number, n: number) => Promise<number>} runBatch gives the nanoseconds that n calls took
 * @returns for each case, the nanoseconds of a call in each round
 */
export async function measure(cases, runBatch, { warmUpRounds, rounds, batchNs }) {
  const sizes = cases.map(() => 1)
  const samples = cases.map(() => [])
  for (let round = -warmUpRounds; round < rounds; round++) {
    for (const index of shuffled(cases.length)) {
      const n = sizes[index]
      // One after the other is the point.
      // oxlint-disable-next-line no-await-in-loop
      const ns = await runBatch(index, n)
      if (round >= 0) samples[index].push(ns / n)
      else sizes[index] = resize(n, ns, batchNs, cases[index].maxBatch)
    }
  }
  return samples
}

/** Towards batches of the wanted length, in steps: while code is cold, a batch says little. */
function resize(n, ns, batchNs, maxBatch = Infinity) {
  const factor = Math.min(4, Math.max(0.5, batchNs / Math.max(ns, 1)))
  return Math.max(1, Math.min(maxBatch, Math.round(n * factor)))
}

/** The indices of a list in an order drawn anew, so that no case always follows the same neighbour. */
export function shuffled(length) {
  const order = Array.from({ length }, (_, index) => index)
  for (let at = length - 1; at > 0; at--) {
    const other = Math.floor(Math.random() * (at + 1))
    ;[order[at], order[other]] = [order[other], order[at]]
  }
  return order
}
