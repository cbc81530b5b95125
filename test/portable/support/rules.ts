import { expect, vi } from 'vitest'
import type { CorsOptions, Decision } from '../../../src/index.ts'
import { corsHeaders, syncPolicy } from './requests.ts'

export const A = 'https://a.example'
export const EVIL = 'https://evil.example'
/** The options of a row that does not have its own. */
export const LISTED: CorsOptions = {
  origin: [A, 'https://*.b.example'],
  credentials: true,
  allowMethods: ['GET', 'PUT', 'PURGE'],
  allowHeaders: ['Content-Type', 'x-id'],
  exposeHeaders: ['x-total'],
  maxAge: 600,
}

export const VARY = { vary: 'Origin' }
export const ANYBODY = { 'access-control-allow-origin': '*' }
const SHARED = { 'access-control-allow-origin': A, 'access-control-allow-credentials': 'true', ...VARY }
/** The headers of a response to an allowed actual request. */
export const READ = { ...SHARED, 'access-control-expose-headers': 'x-total' }
/** The headers of the answer to a preflight from an allowed origin. */
export const LISTS = {
  ...SHARED,
  'access-control-allow-methods': 'GET, PUT, PURGE',
  'access-control-allow-headers': 'Content-Type, x-id',
  'access-control-max-age': '600',
}

export const ALLOWED = { kind: 'actual', allowed: true, reason: 'allowed' } as const
export const UNLISTED = { kind: 'actual', allowed: false, reason: 'origin-not-listed' } as const
export const NO_ORIGIN = { kind: 'none', allowed: true, reason: 'no-origin', origin: null } as const

/** A rule, a request, and the decision and CORS headers that are expected. */
export type Row = [
  rule: string,
  request: Request,
  decision: Partial<Decision>,
  headers: Record<string, string>,
  rest?: {
    readonly options?: CorsOptions
    readonly handler?: () => Response
    readonly status?: number
    /** Whether the handler runs. */
    readonly ran?: boolean
  },
]

/** A handler whose response has some headers. */
export function answers(headers: Record<string, string>, status = 200): () => Response {
  return () => new Response(null, { status, headers })
}

/** Checks the decision, the response, and whether the handler ran. */
export async function check([_rule, request, decision, headers, rest = {}]: Row): Promise<void> {
  const policy = syncPolicy(rest.options ?? LISTED)
  const application = vi.fn<() => Response>(rest.handler ?? answers({}))
  const response = await policy.wrap(application)(request)

  expect(policy.decide(request)).toMatchObject(decision)
  expect(Object.isFrozen(policy.decide(request))).toBe(true)
  expect(response.status).toBe(rest.status ?? 200)
  expect(corsHeaders(response)).toEqual(headers)
  expect(application.mock.calls).toHaveLength((rest.ran ?? true) ? 1 : 0)
}
