import type { ProfileName } from '../../browser/profile.ts'
import { getHeader, type Header, isHeaderValue } from '../../browser/terms/header-list.ts'
import type { Question } from '../../explain/index.ts'
import { isToken } from '../../fetch/token.ts'
import { SAFELISTED_METHODS } from '../../fetch/method.ts'
import type { HarExchange } from './exchange.ts'
import type { HarPage, Run } from './run.ts'
import { permission } from './tape.ts'

/**
 * A call of a recording as a question for `explain()`, whose network answers as it did when it was recorded.
 *
 * @returns `undefined` for a preflight that only an XMLHttpRequest with a listener for its upload sends
 */
export function questionOf(
  first: HarExchange,
  page: HarPage,
  { guess, used }: Run,
  profile: ProfileName,
): Question | undefined {
  const preflights = used.filter(({ isPreflight }) => isPreflight)
  const names = preflights.flatMap(
    ({ headers }) => getHeader(headers, 'access-control-request-headers')?.split(',') ?? [],
  )
  if (preflights.length && !names.length && SAFELISTED_METHODS.includes(first.method)) return
  const asked = new Set(names.map((name) => name.trim().toLowerCase()))
  return {
    page: page.url ?? (page.origin === 'null' ? null : page.origin),
    url: first.url.href,
    method: first.method,
    headers: [...asked].filter(Boolean).map((name): Header => [name, valueOf(first, name)]),
    mode: guess.mode,
    credentials: guess.credentials,
    redirect: guess.redirect,
    profile,
    probe: false,
    network: replay(used, first.method),
  }
}

/** The recorded value. Where a recording leaves it out, one that needs a permission as well. */
function valueOf({ headers }: HarExchange, name: string): string {
  const value = getHeader(headers, name) ?? (name === 'content-type' ? 'application/json' : '(')
  return isHeaderValue(value) ? value : '('
}

/** Sends each recorded response once. A preflight that is not recorded is permitted, as it was. */
function replay(used: readonly HarExchange[], called: string): NonNullable<Question['network']> {
  const left = [...used]
  return ({ method, url, headers }) => {
    // Browsers let nobody read the headers of a preflight that is made by hand.
    const asked = headers.get('access-control-request-method')
    const isPreflight = method === 'OPTIONS' && (asked !== null || called !== 'OPTIONS')
    const at = left.findIndex((one) => one.url.href === url && one.method === method && one.isPreflight === isPreflight)
    const [found] = at < 0 ? [] : left.splice(at, 1)
    if (found) return responseOf(found.status, found.responseHeaders)
    if (!isPreflight) throw new Error('the recording has no response')
    return responseOf(204, permission([...headers], asked ?? '*').headers)
  }
}

/** The constructor takes no status such as 999, which servers send, and browsers show. */
function responseOf(status: number, headers: readonly Header[]): Response {
  const lines = headers.filter(([name, value]) => isToken(name) && isHeaderValue(value))
  const response = new Response(null, { headers: lines.map(([name, value]): [string, string] => [name, value]) })
  return Object.defineProperty(response, 'status', { value: status })
}
