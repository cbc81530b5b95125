import type { HarGap } from '../../clues/index.ts'

/** What a recording would have to show, as the end of "The recording does not say". */
export const GAPS: Readonly<Record<HarGap, string>> = {
  page: 'which page made the call: neither an Origin nor a Referer is recorded',
  credentials: "whether the call has credentials: 'include'",
  mode: 'which mode the call has',
  'redirect-mode': 'which redirect mode the call has',
  preflight: 'how the server answered the preflight, which recordings of Safari and of Playwright never show',
  response: 'what the server answered: no status and no headers are recorded',
  reason: 'why the browser did not send the request',
}
