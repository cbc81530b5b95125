import type { Case } from '../harness/measure.ts'
import type { Excluded } from '../harness/results.ts'
import { corsage, corsageInHono } from './contenders/corsage-built.ts'
import { floor, handwritten, handwrittenAgain, handwrittenClone, handwrittenSearch } from './contenders/handwritten.ts'
import { hono, honoWithNothing } from './contenders/hono.ts'
import { edgeCors, elysia, h3, ittyRouter, whatwgNode } from './contenders/libraries.ts'
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
]
const LIBRARIES = [h3, ittyRouter, elysia, whatwgNode, edgeCors]

export interface RequestCases {
  readonly cases: Case[]
  /** The work that a contender cannot do on this runtime. */
  readonly excluded: Excluded[]
}

/** Every contender at every kind of work. */
export async function requestCases(): Promise<RequestCases> {
  const found: RequestCases = { cases: [], excluded: [] }
  const libraries = await Promise.all(LIBRARIES.map((load) => load()))
  for (const contender of [...CONTENDERS, ...libraries]) {
    for (const work of Object.keys(WORK) as WorkName[]) {
      // oxlint-disable-next-line no-await-in-loop
      const one = await tryOut(contender, work)
      if (one && 'fault' in one) found.excluded.push(one)
      else if (one) found.cases.push(one)
    }
  }
  return found
}
