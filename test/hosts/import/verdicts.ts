import { passesCorsCheck, passesPreflight } from '../../portable/support/browser.ts'
import type { Server } from './packages.ts'

/** Origins that rows list, and what looks like them. */
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
  'null',
]

/** What pages ask for: a method, and names of headers that need permission. */
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

const URL = 'https://api.example.com/items'

/** What each page may do: `GET+x-token c` for a call with credentials, and the response headers that it may read. */
export async function verdictsOf(server: Server, origins: readonly string[] = ORIGINS): Promise<Set<string>> {
  const verdicts = new Set<string>()
  for (const origin of origins) {
    const actual = await server(new Request(URL, { headers: { origin } }))
    const preflights = await Promise.all(
      CALLS.map(async ([method, names]) => {
        if (method === 'GET' && !names) return undefined
        const request = new Request(URL, {
          method: 'OPTIONS',
          headers: {
            origin,
            'access-control-request-method': method,
            ...(names && { 'access-control-request-headers': names }),
          },
        })
        return [request, await server(request)] as const
      }),
    )
    for (const credentials of [false, true]) {
      if (!passesCorsCheck(origin, actual, credentials)) continue
      const kind = credentials ? 'c' : ''
      for (const name of readable(actual, credentials)) verdicts.add(`${origin} reads ${name} ${kind}`)
      for (const [at, [method, names]] of CALLS.entries()) {
        const [request, response] = preflights[at] ?? []
        if (request && !passesPreflight(request, response!, credentials)) continue
        verdicts.add(`${origin} ${method} ${names} ${kind}`)
        if (response) verdicts.add(`${origin} remembers ${maxAge(response)}`)
      }
    }
  }
  return verdicts
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
