import type { Case } from '../harness/measure.ts'
import { type Build, corsageInHonoOf, corsageOf } from './contenders/corsage.ts'
import {
  handwritten,
  handwrittenClone,
  handwrittenCloneAndLength,
  handwrittenSearch,
} from './contenders/handwritten.ts'
import { honoWithNothing } from './contenders/hono.ts'
import { tryOut } from './try-out.ts'
import type { Contender, WorkName } from './work.ts'

/** One figure: what Corsage takes for some work, as a multiple of the least that is needed for it. */
export interface Row {
  readonly name: string
  readonly work: WorkName
  /** The contenders whose times add up to the least. */
  readonly limit: readonly [Contender, ...Contender[]]
  /** The application without CORS, whose time is taken off; missing where the whole answer is compared. */
  readonly bare?: WorkName
  readonly isInHono?: boolean
}

const GET = { bare: 'GET, no CORS', limit: [handwrittenSearch] } as const

/** The rows of `bench:compare`. */
export const ROWS: readonly Row[] = [
  { name: 'Allowed GET, CORS part, to a search and three headers', work: 'GET allowed', ...GET },
  { name: 'Refused GET, CORS part, to a search and one header', work: 'GET refused', ...GET },
  { name: 'GET without Origin, CORS part, to a search and one header', work: 'GET without Origin', ...GET },
  {
    name: 'Allowed GET in Hono, CORS part, to that and an empty middleware',
    work: 'GET allowed',
    bare: 'GET, no CORS',
    limit: [handwrittenSearch, honoWithNothing],
    isInHono: true,
  },
  { name: 'Allowed preflight, to clone()', work: 'preflight allowed', limit: [handwrittenClone] },
  {
    name: 'Allowed preflight, to clone() that reads the requested names',
    work: 'preflight allowed',
    limit: [handwrittenCloneAndLength],
  },
  { name: 'Refused preflight, to clone()', work: 'preflight refused', limit: [handwrittenClone] },
  {
    name: 'Redirect, CORS part, to handwritten',
    work: 'immutable headers',
    bare: 'immutable headers, no CORS',
    limit: [handwritten],
  },
]

/** The rows whose name has some words in it; all when there are none. */
export function rowsNamed(words: string): Row[] {
  return ROWS.filter(({ name }) => name.toLowerCase().includes(words.toLowerCase()))
}

const HONO_BARE = 'Hono'
const BARE = 'handler'

/** By which name a build is known among the cases, from 1. */
export function nameOfBuild(number: number, { isInHono = false }: Row): string {
  return `Corsage ${number}${isInHono ? ' in Hono' : ''}`
}

/** The name of the second copy of a contender: how far its ratio is from 1 is how far any ratio may be off. */
export function againOf(contender: Contender): string {
  return `${contender.name}, again`
}

/** By which name the application without CORS is known that belongs to a contender. */
export function bareNameOf(contender: string): string {
  return contender.includes('Hono') ? HONO_BARE : BARE
}

/**
 * The cases that some rows need: their limits, their applications without CORS, and every build.
 *
 * @throws {Error} when a build does not do the work
 */
export async function comparisonCases(builds: readonly Build[], words: string): Promise<Case[]> {
  const wanted = new Map<string, { contender: Contender; work: WorkName }>()
  const want = (contender: Contender, work: WorkName): unknown =>
    wanted.set(`${contender.name}, ${work}`, { contender, work })
  for (const row of rowsNamed(words)) {
    for (const limit of row.limit) {
      want(limit, row.work)
      if (row.bare) want({ ...limit, name: bareNameOf(limit.name) }, row.bare)
    }
    want({ ...row.limit[0], name: againOf(row.limit[0]) }, row.work)
    for (const [index, build] of builds.entries()) {
      const name = nameOfBuild(index + 1, row)
      want(row.isInHono ? corsageInHonoOf(build, name) : corsageOf(build, name), row.work)
    }
  }
  const cases = await Promise.all([...wanted.values()].map(({ contender, work }) => tryOut(contender, work)))
  return cases.filter((one) => one !== undefined).map(checked)
}

function checked(one: NonNullable<Awaited<ReturnType<typeof tryOut>>>): Case {
  if ('fault' in one) throw new Error(`${one.contender}, ${one.work}: ${one.fault}`)
  return one
}
