import type { CsrfOptions } from '../../../src/csrf/index.ts'
import type { CorsOptions } from '../../../src/index.ts'

/** The policies of the contract. The first segment of a path says which of them applies. */
export const listed = {
  origin: ['https://app.example.com', 'https://*.preview.example.com', 'http://localhost:*'],
  credentials: true,
  allowMethods: ['GET', 'PUT', 'DELETE'],
  allowHeaders: ['content-type', 'x-request-id'],
  exposeHeaders: ['x-total-count'],
  maxAge: 600,
} as const satisfies CorsOptions

export const open = {
  origin: '*',
  allowMethods: ['*'],
  allowHeaders: ['*', 'authorization'],
  exposeHeaders: ['*'],
  cookieless: true,
} as const satisfies CorsOptions

export const enforced = {
  origin: ['https://app.example.com'],
  enforce: true,
  preflightStatus: 200,
} as const satisfies CorsOptions

/** The guard of the contract, alone or beside `listed`, of whose pages those of one origin may write. */
export const guard = {
  self: 'https://api.example.com',
  trusted: ['https://app.example.com'],
} as const satisfies CsrfOptions

/** What the predicates of all hosts allow, each told by its host's own context: what makes them say yes differs. */
export const TENANT = 'tenant.example.com'

/** Which of a host's policies a request is for; the host's own `predicate` is the one with the context. */
export type PolicyName = 'listed' | 'open' | 'enforced' | 'predicate' | 'guarded' | 'protected'

export function policyName(request: Request): PolicyName {
  return new URL(request.url).pathname.split('/')[1] as PolicyName
}
