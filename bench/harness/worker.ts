// Runs in workerd.
import type { Case, Loop, LOOPS } from './measure.ts'

export type LoopCopies = Readonly<Record<keyof typeof LOOPS, readonly Loop[]>>

interface Suite {
  readonly cases: readonly Case[]
}

/**
 * A Worker that runs batches of a suite on behalf of a process outside, because a clock stands still in a Worker. The
 * suites are made at their first use and kept. A `Request` belongs to one request in workerd, so inputs are made for
 * each batch.
 *
 * @param suites by the names by which the process outside asks for them
 * @param loops copies of each loop, because a Worker cannot compile its own
 */
export function createWorker(
  suites: Readonly<Record<string, () => Suite | Promise<Suite>>>,
  loops: LoopCopies,
): { fetch: (request: Request) => Promise<Response> } {
  const made = new Map<string, Suite>()
  let inputs: unknown
  return {
    fetch: async ({ url }) => {
      const [, suite = '', action, index, n] = new URL(url).pathname.split('/')
      if (!made.has(suite)) made.set(suite, await suites[suite]!())
      const known = made.get(suite)!
      if (action === 'list') return Response.json(known)
      const { run, prepare, input, loop } = known.cases[Number(index)]!
      if (action === 'prepare') inputs = prepare?.(Number(n))
      if (action === 'run') await loops[loop][Number(index)]!(run, prepare ? inputs : input?.(), Number(n))
      return new Response('done')
    },
  }
}
