import { matchingCases } from '../matching-cases.mjs'
import { requestCases } from '../request-cases.mjs'

/** Made at the first use, and kept: what belongs to one request in workerd, its `Request`, is made for each. */
const suites = {
  requests: () => requestCases(),
  matching: () => ({ cases: matchingCases({ strings: 5000, bytes: 2 ** 24 }), excluded: [] }),
}
const made = {}
let inputs

/**
 * A Worker that runs batches of a suite for somebody outside, who has a clock.
 *
 * @param loops a list of copies of each loop, since a Worker cannot compile its own
 */
export function createWorker(loops) {
  return {
    fetch: async (request) => {
      const [, suite, action, index, n] = new URL(request.url).pathname.split('/')
      made[suite] ??= await suites[suite]()
      const { cases, excluded } = made[suite]
      if (action === 'list') return Response.json({ cases, excluded })
      const { run, prepare, input, loop } = cases[index]
      if (action === 'prepare') inputs = prepare?.(Number(n))
      if (action === 'run') await loops[loop][index](run, prepare ? inputs : input?.(), Number(n))
      return new Response('done')
    },
  }
}
