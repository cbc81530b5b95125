import type { Case } from '../harness/case.ts'
import type { Excluded } from '../harness/results.ts'
import { corsage, corsageInHono } from './contenders/corsage-built.ts'
import { edgeCors } from './contenders/edge-cors.ts'
import { elysia } from './contenders/elysia.ts'
import { h3 } from './contenders/h3.ts'
import { floor, handwritten, handwrittenAgain, handwrittenClone, handwrittenSearch } from './contenders/handwritten.ts'
import { hono, honoWithNothing } from './contenders/hono.ts'
import { ittyRouter } from './contenders/itty-router.ts'
import { whatwgNode } from './contenders/whatwg-node.ts'
import { tryOut } from './try-out.ts'
import { WORK, type WorkName } from './work.ts'

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

export interface RequestCases {
  readonly cases: Case[]
  /** The work that a contender cannot do on this runtime. */
  readonly excluded: Excluded[]
}

/** Every contender at every kind of work. */
export async function requestCases(): Promise<RequestCases> {
  const found: RequestCases = { cases: [], excluded: [] }
  for (const contender of CONTENDERS) {
    for (const work of Object.keys(WORK) as WorkName[]) {
      // oxlint-disable-next-line no-await-in-loop
      const one = await tryOut(contender, work)
      if (one && 'fault' in one) found.excluded.push(one)
      else if (one) found.cases.push(one)
    }
  }
  return found
}
