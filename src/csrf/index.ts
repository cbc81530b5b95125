export { csrf, type CsrfGuard } from './csrf.ts'
export type { CsrfRequest } from './decide.ts'
export type { CsrfOptions } from './options.ts'
export type { CsrfReason, CsrfVerdict } from './decision.ts'
