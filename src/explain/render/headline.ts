import type { Explanation, ExplainedStep, Fix } from '../explanation.ts'
import { visibleStart } from '../../wording/code.ts'

/** What was asked, and what came of it, in a line. */
export function headlineOf({ verdict, request: { method, url, origin } }: Explanation): string {
  const page = origin === 'null' ? 'a page without an origin' : visibleStart(origin)
  return `${outcomeOf(verdict)}: ${method} ${visibleStart(url, 999)} from ${page}`
}

function outcomeOf({ readable, code }: Explanation['verdict']): string {
  if (readable) return 'Readable'
  return code ? 'Blocked' : 'Not readable'
}

export const FIX_PLACES: { readonly [Change in Fix['change']]: string } = {
  policy: 'In the policy',
  call: 'In the call',
  server: 'On the server',
}

/** The steps that say something to who reads; timing has no part in what is blocked. */
export function tellingSteps({ steps }: Explanation): ExplainedStep[] {
  return steps.filter(
    ({ id }) => id !== 'timing-check' && id !== 'preflight-cache-lookup' && id !== 'preflight-parse-lists',
  )
}

export const CONSOLES = [
  ['Chrome', 'chromium'],
  ['Firefox', 'firefox'],
  ['Safari', 'webkit'],
] as const
