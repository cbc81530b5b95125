import type { CsrfOptions } from '../../../src/csrf/index.ts'
import type { CorsOptions } from '../../../src/index.ts'

/** The policies of the contract. The first segment of a path selects one. */
export const listed = {
  origin: ['https://app.example.com', 'https://*.preview.example.com', 'http://localhost:*'],
  credentials: true,
  allowMethods: ['GET', 'PUT', 'DELETE'],
  allowHeaders: ['content-type', 'x-request-id'],
  exposeHeaders: ['x-total-count'],
  timingAllowOrigin: true,
  maxAge: 600,
} as const satisfies CorsOptions

export const open = {
  origin: '*',
  allowMethods: ['*'],
  allowHeaders: ['*', 'authorization'],
  exposeHeaders: ['*'],
  timingAllowOrigin: true,
  cookieless: true,
} as const satisfies CorsOptions

export const enforced = {
  origin: ['https://app.example.com'],
  enforce: true,
  preflightStatus: 200,
} as const satisfies CorsOptions

/** The guard of the contract, mounted alone or together with `listed`. It trusts one of the listed origins. */
export const guard = {
  self: 'https://api.example.com',
  trusted: ['https://app.example.com'],
} as const satisfies CsrfOptions

/** The origin that the predicates of all hosts allow. Each reads it from its host's own context. */
export const TENANT = 'tenant.example.com'

/** The name of the policy that a request is for. `predicate` is the host's own policy, which uses the context. */
export type PolicyName = 'listed' | 'open' | 'enforced' | 'predicate' | 'guarded' | 'protected'

export function policyName(request: Request): PolicyName {
  return new URL(request.url).pathname.split('/')[1] as PolicyName
}
