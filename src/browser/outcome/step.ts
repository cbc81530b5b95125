/** What a browser does between a page's call and its outcome, in the order in which it happens. */
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

/** One step, with the values that decided it. */
export interface Step {
  readonly id: StepId
  /** The number of redirects before this step. */
  readonly hop: number
  /** Whether the request got past this step. */
  readonly passed: boolean
  readonly detail: { readonly [key: string]: unknown }
}

/** Reports a step to the listener, if there is one. */
export function reportStep(
  { onStep }: { readonly onStep: ((step: Step) => void) | undefined },
  { urlList }: { readonly urlList: readonly unknown[] },
  id: StepId,
  passed: boolean,
  detail: Step['detail'] = {},
): void {
  onStep?.({ id, hop: urlList.length - 1, passed, detail })
}
