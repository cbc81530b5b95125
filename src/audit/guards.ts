import { isLoopback, parseOrigin } from '../fetch/origin.ts'
import { type Finding, finding } from './finding.ts'
import { listOf, quote, type Subject } from './subject.ts'

const ATTACKER = 'https://attacker.example'

/** What is unwise in a guard against CSRF, which is asked about requests that it should deny, and in where it stands. */
export function* auditGuard({ policy, settings }: Subject): Generator<Finding> {
  const { csrf, routes = [], self } = settings
  const hasCookies = policy.options.credentials || routes.some(({ cookies }) => cookies)
  if (hasCookies && typeof csrf === 'object') {
    const [own = 'https://app.example.com'] = listOf(self)
    const path = ['csrf']
    if (isAllowed(csrf, own, { cookie: 'session=1' })) yield finding('F-03', { path })
    const names = { host: 'attacker.example', 'x-forwarded-host': 'attacker.example', 'x-forwarded-proto': 'https' }
    const headers = { ...names, origin: ATTACKER, cookie: 'session=1' }
    const got = `${quote(ATTACKER)} at a host of that name`
    if ([own, ATTACKER].some((url) => isAllowed(csrf, url, headers))) yield finding('F-04', { path, got })
  }
  for (const [index, origin] of listOf(self).entries()) {
    const { scheme, host = '' } = parseOrigin(origin) ?? {}
    if (hasCookies && scheme === 'http' && !isLoopback(host))
      yield finding('F-05', { path: Array.isArray(self) ? ['self', index] : ['self'], got: quote(origin) })
  }
}

/** Whether the guard lets such a POST pass. One that cannot tell at once, or throws, says nothing. */
function isAllowed(guard: { check(request: Request): unknown }, url: string, headers: Record<string, string>): boolean {
  try {
    const verdict = guard.check(new Request(url, { method: 'POST', headers }))
    return verdict === true || (Object(verdict) as { allowed?: unknown }).allowed === true
  } catch {
    return false
  }
}
