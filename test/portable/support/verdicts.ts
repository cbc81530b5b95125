import { passesCorsCheck, passesPreflight } from './browser.ts'
import { API } from './requests.ts'

/** Answers requests, with CORS headers or without. */
export type Server = (request: Request) => Response | Promise<Response>

/** Origins that policies of tests list, and what looks like them. */
export const ORIGINS: readonly string[] = [
  'https://app.example.com',
  'https://other.example.com',
  'https://example.com',
  'https://aexample.com',
  'https://app.example.com.attacker.test',
  'https://appxexample.com',
  'https://a.b.example.com',
  'http://app.example.com',
  'https://app.example.com:8443',
  'https://APP.example.com',
  'https://app.example.org',
  'http://localhost',
  'http://localhost:3000',
  'https://attacker.test',
  'capacitor://localhost',
  'chrome-extension://abcdefgh',
  'null',
]

/** What pages ask for: a method, and the names of headers that need permission. */
const CALLS: readonly (readonly [method: string, names: string])[] = [
  ['GET', ''],
  ['POST', 'content-type'],
  ['GET', 'authorization'],
  ['GET', 'x-token'],
  ['PUT', ''],
  ['PUT', 'content-type,x-token'],
  ['PATCH', ''],
  ['DELETE', ''],
  ['QUERY', ''],
  ['PROPFIND', ''],
  ['patch', ''],
]

/**
 * What each page may do, as a browser decides: a method with headers, `c` with credentials, the response headers that it
 * may read, and for how long a preflight is remembered.
 */
export async function verdictsOf(server: Server, origins: readonly string[] = ORIGINS): Promise<Set<string>> {
  const verdicts = await Promise.all(origins.map((origin) => verdictsOn(server, origin)))
  return new Set(verdicts.flat())
}

async function verdictsOn(server: Server, origin: string): Promise<string[]> {
  const actual = await server(new Request(API, { headers: { origin } }))
  const calls = await Promise.all(
    CALLS.map(async ([method, names]) => {
      const preflight = method === 'GET' && !names ? undefined : preflightFor(origin, method, names)
      return { what: `${method} ${names}`, preflight, answer: preflight && (await server(preflight)) }
    }),
  )
  return [false, true].flatMap((credentials) => {
    if (!passesCorsCheck(origin, actual, credentials)) return []
    const kind = credentials ? ' c' : ''
    const done = calls.flatMap(({ what, preflight, answer }) => {
      if (!preflight || !answer) return `${what}${kind}`
      return passesPreflight(preflight, answer, credentials) ? [`${what}${kind}`, `remembers ${maxAge(answer)}`] : []
    })
    const read = readable(actual, credentials).map((name) => `reads ${name}${kind}`)
    return [...done, ...read].map((verdict) => `${origin} ${verdict}`)
  })
}

function preflightFor(origin: string, method: string, names: string): Request {
  const headers = {
    origin,
    'access-control-request-method': method,
    ...(names && { 'access-control-request-headers': names }),
  }
  return new Request(API, { method: 'OPTIONS', headers })
}

function readable(response: Response, credentials: boolean): string[] {
  const names = (response.headers.get('access-control-expose-headers') ?? '').toLowerCase().split(/[\s,]+/)
  return names.filter((name) => name && (name !== '*' || !credentials))
}

/** Without a valid number, browsers take five seconds (https://fetch.spec.whatwg.org/#cors-preflight-fetch-0). */
function maxAge(response: Response): number {
  const value = response.headers.get('access-control-max-age') ?? ''
  return /^\d+$/.test(value) ? Number(value) : 5
}
