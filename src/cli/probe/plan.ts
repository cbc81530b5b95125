import type { Header } from '../../browser/index.ts'
import type { Sent } from '../network/sent.ts'
import { type Asker, askersFor, type Hosts, STRANGERS } from './askers.ts'
import type { BrowserModel, Call } from './browser-model.ts'

/**
 * What a request is for. `bare` is without secrets, `missing` is for a path that does not exist, `store` and `stored`
 * are a pair about caches, and `options` is an OPTIONS request that is not a preflight.
 */
export type Role = 'read' | 'bare' | 'missing' | 'preflight' | 'options' | 'store' | 'stored'

/** A request of the probe. */
export interface Ask {
  readonly role: Role
  /** The page that asks; `undefined` for a request without `Origin`. */
  readonly asker: Asker | undefined
  /** What a page calls, for preflights. */
  readonly call: Call | undefined
  readonly sent: Sent
}

export interface Settings {
  readonly url: URL
  /** The origins that should be allowed. */
  readonly expected: readonly string[]
  readonly method: string
  /** The lines of `-H`. Preflights are sent without them, as browsers do. */
  readonly secrets: readonly Header[]
  readonly maxRequests: number
  /** A word that no cache has seen. */
  readonly token: string
}

/** A method and a header that no server means. */
export const ODD_METHOD = 'CORSAGE-PROBE'
export const ODD_HEADER = 'x-corsage-probe'

/** Headers by which a request passes for one of a proxy (rule H-04 of the audit). */
export const PROXY_HEADERS: readonly string[] = ['x-forwarded-host', 'x-http-method-override']

/** All requests, in order, and how many did not fit. Nothing depends on an answer, so the number is known before. */
export async function planProbe(
  settings: Settings,
  model: BrowserModel,
  hosts: Hosts,
): Promise<{ readonly asks: readonly Ask[]; readonly left: number }> {
  const { url, expected, method, secrets, maxRequests, token } = settings
  const askers = askersFor(url, expected, hosts)
  const trusted = askers.find(({ kind }) => kind === 'expected') ?? { origin: url.origin, kind: 'own' as const }
  const strangers = askers.filter(({ kind }) => kind === 'stranger')
  const opaque = askers.filter(({ kind }) => kind === 'null')
  const others = askers.filter(({ kind }) => !['expected', 'stranger', 'null'].includes(kind))

  const read = async (role: Role, asker: Asker | undefined, to: URL = url, extra = secrets): Promise<Ask> => {
    const { origin } = asker ?? { origin: STRANGERS[0]! }
    const call: Call = { origin, method: 'GET', credentials: 'include' }
    // The headers of a simple request, whatever the method: a preflight would be another request.
    const { headers } = await model.firstRequest(asSeenFrom(origin, to), call)
    const lines = headers.filter(([name]) => asker || !/^(origin|sec-fetch-.*)$/i.test(name))
    return {
      role,
      asker,
      call: undefined,
      sent: { method, url: to, headers: merge(lines, [...lengthOf(method), ...extra]), body: null },
    }
  }
  const preflight = async (asker: Asker, what: Pick<Call, 'method' | 'headers'>): Promise<Ask> => {
    const call: Call = { origin: asker.origin, credentials: 'include', ...what }
    return {
      role: 'preflight',
      asker,
      call,
      sent: { url, ...(await model.firstRequest(asSeenFrom(asker.origin, url), call)), body: null },
    }
  }
  const options = async (asker: Asker | undefined): Promise<Ask> => {
    const ask = await read('options', asker, url, [])
    return { ...ask, sent: { ...ask.sent, method: 'OPTIONS' } }
  }
  const named = (...names: string[]): readonly Header[] => names.map((name): Header => [name, '1'])
  const stored = withParameter(url, token)

  const asks = await Promise.all<Ask>([
    read('read', undefined),
    ...askers.filter(({ kind }) => kind === 'expected').map((asker) => read('read', asker)),
    ...[...strangers, ...opaque].map((asker) => read('read', asker)),
    ...(secrets.length ? [read('bare', trusted, url, [])] : []),
    preflight(trusted, { method: 'PUT' }),
    // At once, because a RegExp with the flag g or y answers every second time.
    preflight(trusted, { method: 'PUT' }).then(privateNetwork),
    ...[...strangers.slice(0, 1), ...opaque].map((asker) => preflight(asker, { method: 'PUT' })),
    preflight(trusted, { method: ODD_METHOD }),
    preflight(trusted, { method: 'GET', headers: named(ODD_HEADER) }),
    read('missing', trusted, missingUrl(url, token)),
    read('missing', strangers[0], missingUrl(url, token)),
    read('store', strangers[0], stored),
    read('stored', undefined, stored),
    ...others.map((asker) => read('read', asker)),
    preflight(trusted, { method: 'PATCH' }),
    preflight(trusted, { method: 'DELETE' }),
    preflight(trusted, { method: 'GET', headers: named('authorization', 'content-type') }),
    preflight(trusted, { method: 'GET', headers: named(...PROXY_HEADERS) }),
    options(trusted),
    options(undefined),
  ])
  const unsafe = (ask: Ask): boolean => isPage(ask) && method !== 'GET'
  // A path that does not exist, and a stored answer, are for GET.
  const fitting = asks.filter((ask) => !unsafe(ask) || ask.role === 'read' || ask.role === 'bare')
  return { asks: fitting.slice(0, maxRequests), left: Math.max(0, fitting.length - maxRequests) }
}

function isPage({ role }: Ask): boolean {
  return role !== 'preflight' && role !== 'options'
}

/** The URL, or another host where the page is the endpoint's own, so that it sends the headers of CORS as well. */
function asSeenFrom(origin: string, url: URL): URL {
  const copy = new URL(url.origin === origin ? `${url.protocol}//endpoint.invalid/` : url)
  copy.username = ''
  copy.password = ''
  return copy
}

/** A method that usually has a body says that it has none, as browsers do. */
function lengthOf(method: string): Header[] {
  return method.startsWith('P') ? [['Content-Length', '0']] : []
}

/** Lines in which later ones replace earlier ones of the same name. */
function merge(lines: readonly Header[], later: readonly Header[]): Header[] {
  const names = new Set(later.map(([name]) => name.toLowerCase()))
  return [...lines.filter(([name]) => !names.has(name.toLowerCase())), ...later]
}

/** What Chromium once asked before requests to private networks, which no standard has any more. */
function privateNetwork(ask: Ask): Ask {
  const { sent } = ask
  return { ...ask, sent: { ...sent, headers: [...sent.headers, ['Access-Control-Request-Private-Network', 'true']] } }
}

/** A neighbour of the URL that does not exist. */
function missingUrl(url: URL, token: string): URL {
  return new URL(`./corsage-probe-${token}`, url)
}

/** The URL with a parameter that makes it new, so that only the probe reads what a cache stores. */
function withParameter(url: URL, token: string): URL {
  const copy = new URL(url)
  copy.search += `${copy.search ? '&' : '?'}corsage-probe=${token}`
  return copy
}
