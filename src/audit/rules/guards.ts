import { isLoopback, parseOrigin } from '../../fetch/origin.ts'
import { type Finding, finding } from '../report/finding.ts'
import type { CheckedGuard } from '../settings.ts'
import { ATTACKER, listOf, pathOf, quote, type Subject } from '../subject.ts'

/** What is unwise in a guard against CSRF, which is asked about requests that it should deny, and in where it stands. */
export function* auditGuard(subject: Subject): Generator<Finding> {
  const { policy, settings } = subject
  const { csrf, routes = [], self } = settings
  const hasCookies = policy.options.credentials || routes.some(({ cookies }) => cookies)
  if (!hasCookies) return
  if (typeof csrf === 'object') yield* interrogate(csrf, ownOrigin(subject))
  for (const [index, origin] of listOf(self).entries()) {
    const { scheme, host } = parseOrigin(origin)!
    if (scheme === 'http' && !isLoopback(host))
      yield finding('F-05', { path: pathOf('self', self, index), got: quote(origin) })
  }
}

/** Whether nothing keeps another site from opening a WebSocket. */
export function isUpgradeOpen(subject: Subject): boolean {
  const { csrf } = subject.settings
  if (typeof csrf !== 'object') return !csrf
  const headers = { upgrade: 'websocket', origin: ATTACKER }
  return isReporting(csrf) || ask(csrf, 'GET', ownOrigin(subject), headers) === true
}

function* interrogate(guard: CheckedGuard, own: string): Generator<Finding> {
  const path = ['csrf']
  if (isReporting(guard)) return yield finding('F-07', { path, got: 'mode: "report"' })
  let isMute = true
  const isAllowed = (headers: object, url = own): boolean => {
    const verdict = ask(guard, 'POST', url, headers)
    isMute &&= verdict === undefined
    return verdict === true
  }
  if (isAllowed({})) yield finding('F-03', { path })
  const names = { host: 'attacker.example', 'x-forwarded-host': 'attacker.example', 'x-forwarded-proto': 'https' }
  const got = `${quote(ATTACKER)} at a host of that name`
  if ([own, ATTACKER].some((url) => isAllowed({ ...names, origin: ATTACKER }, url)))
    yield finding('F-04', { path, got })
  const forged = [
    { origin: ATTACKER },
    { origin: 'null' },
    { origin: `${own}.attacker.example` },
    { origin: ATTACKER, 'sec-fetch-site': 'cross-site' },
    { origin: own.replace('://', '://attacker.'), 'sec-fetch-site': 'same-site' },
  ].find((headers) => isAllowed(headers))
  if (forged) yield finding('F-07', { path, got: quote(forged) })
  if (isMute) yield finding('F-08', { path })
}

/** What the guard says of a request with cookies: `undefined` when it throws, or says nothing at once. */
function ask(guard: CheckedGuard, method: string, own: string, headers: object): unknown {
  try {
    const host = own.slice(own.indexOf('://') + 3)
    // At a path that hardly a guard makes an exception of.
    const url = `${own}/attacker`
    // Without a prototype: what pollutes that would be read as further options of the request.
    const init = { __proto__: null, method, headers: { host, cookie: 'session=1', ...headers } } as RequestInit
    const verdict = guard.check(new Request(url, init))
    // Nobody waits for a promise, and so nobody else is told when it is broken.
    Promise.resolve(verdict).catch(() => {})
    return typeof verdict === 'boolean' ? verdict : (Object(verdict) as { allowed?: unknown }).allowed
  } catch {
    return
  }
}

/** Whether the guard tells of what it should deny, and lets it pass. */
function isReporting(guard: CheckedGuard): boolean {
  return Object.hasOwn(guard, 'mode') && guard.mode === 'report'
}

function ownOrigin({ settings }: Subject): string {
  return listOf(settings.self)[0] ?? 'https://app.example.com'
}
