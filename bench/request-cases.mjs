import { corsage, corsageInHono } from './contenders/corsage.mjs'
import { edgeCors } from './contenders/edge-cors.mjs'
import { elysia } from './contenders/elysia.mjs'
import { floor } from './contenders/floor.mjs'
import { h3 } from './contenders/h3.mjs'
import { handwritten, handwrittenAgain, handwrittenClone, handwrittenSearch } from './contenders/handwritten.mjs'
import { hono, honoWithNothing } from './contenders/hono.mjs'
import { ittyRouter } from './contenders/itty-router.mjs'
import { whatwgNode } from './contenders/whatwg-node.mjs'
import { WORK } from './work.mjs'

const CONTENDERS = [
  floor,
  handwritten,
  handwrittenAgain,
  handwrittenClone,
  handwrittenSearch,
  corsage,
  corsageInHono,
  honoWithNothing,
  hono,
  h3,
  ittyRouter,
  elysia,
  whatwgNode,
  edgeCors,
]

/**
 * Every contender at every kind of work, each answer looked at once: nobody is timed for doing nothing.
 *
 * @returns the cases, and what a contender cannot do on this runtime: there it throws, or answers with another status
 * @throws when an answer is not what the contender is known to give
 */
export async function requestCases() {
  const cases = []
  const excluded = []
  for (const contender of CONTENDERS) {
    for (const [work, { input, handler, isBare, ...wanted }] of Object.entries(WORK)) {
      const run = isBare ? contender.makeBare?.(handler) : contender.make(handler, work)
      if (!run) continue
      const name = { work, contender: contender.name }
      // oxlint-disable-next-line no-await-in-loop
      const { fault, isAsync } = await tryOut(run, input(), { ...wanted, ...contender.known?.[work] }).catch(
        (cause) => {
          throw new Error(`${contender.name} does not do its work: ${work}`, { cause })
        },
      )
      if (fault) excluded.push({ ...name, fault })
      else cases.push({ ...name, run, input, loop: isAsync ? 'async' : 'sync', base: 'handwritten' })
    }
  }
  return { cases, excluded }
}

async function tryOut(run, request, { status, permission, body }) {
  let answer
  let response
  try {
    answer = run(request)
    response = await answer
  } catch (error) {
    return { fault: `throws ${String(error)}` }
  }
  if (response.status !== status) return { fault: `answers ${response.status}, expected ${status}` }
  const given = response.headers.get('access-control-allow-origin')
  if (given !== permission) throw new Error(`Access-Control-Allow-Origin is ${given}, expected ${permission}`)
  const text = await response.text()
  if (text !== body) throw new Error(`The body is '${text}', expected '${body}'`)
  return { isAsync: typeof answer.then === 'function' }
}
