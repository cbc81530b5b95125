/** What a browser does on the way to an answer, in the order in which it happens. */
export type StepId =
  | 'same-origin-shortcut'
  | 'classify-request'
  | 'preflight-cache-lookup'
  | 'preflight-request'
  | 'preflight-cors-check'
  | 'preflight-status'
  | 'preflight-parse-lists'
  | 'preflight-method'
  | 'preflight-authorization'
  | 'preflight-header'
  | 'preflight-cache-store'
  | 'actual-request'
  | 'cors-check'
  | 'corp-check'
  | 'timing-check'
  | 'redirect'
  | 'filter'

/** One of them, with what there was to decide by. */
export interface Step {
  readonly id: StepId
  /** The number of redirects before. */
  readonly hop: number
  /** Whether the request got past it. */
  readonly passed: boolean
  readonly detail: { readonly [key: string]: unknown }
}
