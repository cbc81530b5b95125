import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { anyAnswer, anyRequest, field, FEWER_RUNS, publicOptions, token } from '../support/arbitraries.ts'
import { corsHeaders, syncPolicy } from '../support/requests.ts'

const value = fc.string({ maxLength: 20 }).filter(field)
const scheme = fc.oneof(fc.constantFrom('Basic', 'basic', 'Digest', 'Negotiate', 'NTLM', 'Bearer', 'DPoP'), token)
const remembered = fc.record(
  { Cookie: value, Authorization: fc.tuple(scheme, value).map((parts) => parts.join(' ')), 'X-Cookie': value },
  { requiredKeys: [] },
)
const AMBIENT = /^(basic|digest|negotiate|ntlm)$/i

/** The headers of a request, by name in lower case. */
function headersOf(request: Request): Record<string, string> {
  return Object.fromEntries(request.headers)
}

it('invariant 43: a cookieless handler never sees credentials that browsers add by themselves', async () => {
  await fc.assert(
    fc.asyncProperty(publicOptions, anyRequest, remembered, anyAnswer, async (options, request, added, answer) => {
      const headers = new Headers([...request.headers, ...Object.entries(added)])
      const sent = (): Request => new Request(request, { headers })
      const wanted = headersOf(sent())
      delete wanted['cookie']
      if (AMBIENT.test((wanted['authorization'] ?? '').split(/\W/)[0]!)) delete wanted['authorization']
      const handed: Request[] = []
      const respond = (cookieless: boolean): Promise<Response> =>
        Promise.resolve(
          syncPolicy({ ...options, cookieless }).wrap((given) => {
            if (cookieless) handed.push(given)
            return answer()
          })(sent()),
        )
      const [response, plain] = await Promise.all([respond(true), respond(false)])

      expect(handed.map(headersOf)).toEqual(handed.map(() => wanted))
      expect(handed.map(({ method, url }) => [method, url])).toEqual(handed.map(() => [request.method, request.url]))
      // The response is the same with and without `cookieless`.
      expect([response.status, corsHeaders(response)]).toEqual([plain.status, corsHeaders(plain)])
    }),
    FEWER_RUNS,
  )
})
