export { csrf, type CsrfGuard } from './csrf.ts'
export type { CsrfRequest } from './judge.ts'
export type { CsrfOptions } from './options.ts'
export type { CsrfReason, CsrfVerdict } from './verdict.ts'
