import { passesCorsCheck, passesPreflight } from '../../portable/support/browser.ts'
import { lines, readText } from '../support/contract.ts'
import { sendTo } from '../support/send.ts'
import type { Running } from '../support/upstream.ts'

const APP = 'https://app.example.com'
const OTHER = 'https://other.example'

/** What the programs of docs/migrating.md allow. */
const LISTS: Readonly<Record<string, string>> = {
  'access-control-allow-methods': 'get,put',
  'access-control-allow-headers': 'content-type',
  'access-control-expose-headers': 'x-total',
  'access-control-max-age': '600',
}

/** A request that is sent to the program before the move and to the one after it. */
interface Sent {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
}

const get = (path: string, origin?: string): Sent => ({
  method: 'GET',
  path,
  headers: origin === undefined ? {} : { Origin: origin },
})
const preflight = (origin: string, method = 'PUT', names = 'content-type'): Sent => ({
  method: 'OPTIONS',
  path: '/items',
  headers: { Origin: origin, 'Access-Control-Request-Method': method, 'Access-Control-Request-Headers': names },
})

/** The requests, by their names in docs/migrating.md. */
export const REQUESTS: Readonly<Record<string, Sent>> = {
  'GET, listed origin': get('/items', APP),
  'GET, other origin': get('/items', OTHER),
  'GET, no `Origin`': get('/items'),
  'PUT, listed origin': { ...get('/items', APP), method: 'PUT' },
  preflight: preflight(APP),
  'preflight, other origin': preflight(OTHER),
  'preflight for PATCH': preflight(APP, 'PATCH'),
  'preflight for `x-other`': preflight(APP, 'PUT', 'x-other'),
  'other OPTIONS': { ...get('/items', APP), method: 'OPTIONS' },
  'thrown error': get('/error', APP),
  redirect: get('/moved', APP),
  'missing route': get('/missing', APP),
  'own `Vary`': get('/varied', APP),
  'own `*`, other origin': get('/open', OTHER),
}

/** What was observed: the property by its name in docs/migrating.md, and its value. */
export type Observation = Readonly<Record<string, string>>

/** Sends every request, and observes the answers in words that do not depend on the library. */
export async function observeAll({ origin }: Running, prefix = ''): Promise<Readonly<Record<string, Observation>>> {
  const entries: [string, Observation][] = []
  for (const [name, sent] of Object.entries(REQUESTS))
    // oxlint-disable-next-line no-await-in-loop -- one after the other, as tests of the page print them
    entries.push([name, await observe(origin, { ...sent, path: prefix + sent.path })])
  return Object.fromEntries(entries)
}

async function observe(server: string, sent: Sent): Promise<Observation> {
  const exchange = await sendTo(server)(sent)
  const text = await readText(exchange.body)
  const { status } = exchange
  const headers = new Headers(exchange.headers.map(([name, value]): [string, string] => [name, value]))
  const response = new Response(null, { status, headers })
  const { Origin: origin, ...asked } = sent.headers
  const isPreflight = Object.keys(asked).length > 0
  const request = new Request('https://api.example/', { method: sent.method, headers: sent.headers })
  const passes =
    origin !== undefined &&
    (isPreflight ? passesPreflight(request, response, false) : passesCorsCheck(origin, response, false))
  const found = exchange.headers
    .map(([name]) => name.toLowerCase())
    .filter((name) => name.startsWith('access-control-'))
  return {
    status: String(status),
    page:
      origin === undefined
        ? 'none'
        : isPreflight
          ? passes
            ? 'may send'
            : 'may not send'
          : passes
            ? 'reads'
            : 'reads nothing',
    ...(sent.method === 'OPTIONS' && { application: text === 'Own' ? 'runs' : 'does not run' }),
    ...Object.fromEntries(
      [...new Set(found)].map((name) => [name, describe(name, lines(exchange, name).join(', '), origin)]),
    ),
    // What the framework adds is left out: `Accept-Encoding`, and the headers of a router.
    ...Object.fromEntries(
      elements(lines(exchange, 'vary').join())
        .filter((name) => /^(origin|accept|access-control-.*)$/.test(name))
        .map((name) => [`Vary: ${name}`, 'sent']),
    ),
  }
}

/** The value of a header, or `sent` where it is what the policy says. */
function describe(name: string, value: string, origin: string | undefined): string {
  if (name === 'access-control-allow-origin') return value === origin ? 'sent' : value
  return elements(value).toSorted().join() === LISTS[name] ? 'sent' : value
}

function elements(list: string): string[] {
  return list
    .toLowerCase()
    .split(',')
    .flatMap((element) => element.trim() || [])
}
