/** Where the Fetch standard says so. */
export function fetchStandard(section: string): string {
  return `https://fetch.spec.whatwg.org/#${section}`
}

/** Where each step of a browser stands. */
export const STEP_SECTIONS: { readonly [step: string]: string } = {
  'same-origin-shortcut': 'concept-main-fetch',
  'classify-request': 'cors-unsafe-request-header-names',
  'preflight-cache-lookup': 'cors-preflight-cache',
  'preflight-request': 'cors-preflight-fetch-0',
  'preflight-cors-check': 'concept-cors-check',
  'preflight-status': 'ok-status',
  'preflight-parse-lists': 'extract-header-list-values',
  'preflight-method': 'cors-preflight-fetch-0',
  'preflight-authorization': 'cors-non-wildcard-request-header-name',
  'preflight-header': 'cors-preflight-fetch-0',
  'preflight-cache-store': 'cors-preflight-cache',
  'actual-request': 'concept-http-network-or-cache-fetch',
  'cors-check': 'concept-cors-check',
  'corp-check': 'cross-origin-resource-policy-check',
  'timing-check': 'concept-tao-check',
  redirect: 'concept-http-redirect-fetch',
  filter: 'concept-filtered-response',
}
