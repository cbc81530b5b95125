// Runs on Node, Bun and Deno.
import { ownCpuTime } from './cpu-time.ts'
import { type Case, type Loop, LOOPS, measure, type Timing } from './measure.ts'

/** A thousand times the resolution of the clock, and short enough that neighbours meet the same noise. */
export const BATCH_NS = 2e6

/** Times cases in this process: for each, the nanoseconds of CPU that a call took in each round. */
export function timeHere(cases: readonly Case[], rounds: Omit<Timing, 'batchNs'>): Promise<number[][]> {
  const running = cases.map(({ run, loop, input, prepare }) => ({
    run,
    prepare,
    input: input?.(),
    // oxlint-disable-next-line no-new-func typescript/no-implied-eval
    repeat: new Function(`return ${LOOPS[loop]}`)() as Loop,
  }))
  const runBatch = async (index: number, n: number): Promise<number> => {
    const { run, repeat, input, prepare } = running[index]!
    const inputs = prepare ? prepare(n) : input
    const start = ownCpuTime()
    await repeat(run, inputs, n)
    return ownCpuTime() - start
  }
  return measure(cases, runBatch, { ...rounds, batchNs: BATCH_NS })
}
