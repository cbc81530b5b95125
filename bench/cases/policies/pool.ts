import { ALLOWED, HEADERS, MAX_AGE, METHODS } from '../../harness/settings.ts'
import type { Case } from '../../harness/measure.ts'
import type { Handler } from '../work.ts'

/** The policy of a static contender, and the answers that every contender must give. */
export const OPTIONS = {
  origin: [ALLOWED],
  credentials: true,
  allowMethods: METHODS,
  allowHeaders: HEADERS,
  maxAge: MAX_AGE,
} as const

/** A batch takes these requests in turns, because making one for every call would cost more than what is measured. */
const SIZE = 16

export type Kind = 'GET' | 'preflight'

const BROWSER = {
  accept: 'application/json',
  'accept-encoding': 'gzip, deflate, br, zstd',
  'accept-language': 'en-GB,en;q=0.9',
  'sec-fetch-mode': 'cors',
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  origin: ALLOWED,
}
const ASKED = { 'access-control-request-method': 'PUT', 'access-control-request-headers': 'content-type,x-request-id' }

export const app = (): Response => new Response('ok')

/** Requests for some paths. */
export function poolOf(kind: Kind, pathOf: (index: number) => string): Request[] {
  return Array.from({ length: SIZE }, (_, index) => {
    const headers = { ...BROWSER, ...(kind === 'preflight' && ASKED) }
    return new Request(`https://api.example.com${pathOf(index)}`, {
      method: kind === 'preflight' ? 'OPTIONS' : 'GET',
      headers,
    })
  })
}

/** A way to answer the requests of a pool. */
export interface Way {
  readonly work: string
  readonly contender: string
  readonly handler: Handler
  readonly pool: () => Request[]
}

/**
 * Makes a case of a way, and looks at the answer to each request of the pool first.
 *
 * @throws {Error} when an answer lacks the permission
 */
export async function caseOf({ work, contender, handler, pool }: Way): Promise<Case> {
  let loop: Case['loop'] = 'sync'
  for (const request of pool()) {
    const answer = handler(request)
    if ('then' in answer) loop = 'async'
    // oxlint-disable-next-line no-await-in-loop
    const permission = (await answer).headers.get('access-control-allow-origin')
    if (permission !== ALLOWED)
      throw new Error(
        `${contender} does not do its work: ${work}: the permission is ${permission}, expected ${ALLOWED}`,
      )
  }
  let turn = 0
  const run = (requests: readonly Request[]): unknown => handler(requests[turn++ % SIZE]!)
  return { work, contender, run, input: pool, loop, base: 'static policy' }
}
