import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { CorsOptions } from '../../../src/index.ts'
import { allOptions, anyAnswer, FEWER_RUNS, listedOptions, requestedNames } from '../support/arbitraries.ts'
import { listIn, preflightFrom, requestFrom, respond, syncPolicy } from '../support/requests.ts'

/** The listed origins without a wildcard. */
function exactOriginsIn({ origin }: CorsOptions): string[] {
  return Array.isArray(origin) ? origin.filter((one: string) => !one.includes('*')) : []
}

it('invariant 24: a response has no value of a request in its headers or body, whatever the request is full of, and however long it asks', async () => {
  const MARK = 'x-unknown'
  const asking = fc.tuple(fc.constantFrom('GET', 'POST', 'DELETE', 'OPTIONS'), fc.constantFrom(0, 1, 30, 200, 900))
  await fc.assert(
    fc.asyncProperty(allOptions, asking, anyAnswer, async (given, [method, count], answer) => {
      const options = { ...given, dangerouslyReflectHeaders: false }
      const origins = [`https://${MARK}.example`, ...exactOriginsIn(options)]
      for (const origin of origins) {
        const request = requestFrom(origin, method, {
          'Access-Control-Request-Method': MARK.toUpperCase(),
          'Access-Control-Request-Headers': Array.from({ length: count }, (_, id) => `${MARK}-${id}`).join(),
          'Sec-Fetch-Site': `cross-site, ${MARK}`,
          Referer: `https://${MARK}.example/`,
          [MARK]: MARK,
        })
        const response = respond(options, request, answer)
        const data = syncPolicy(options).headers(request)

        // oxlint-disable-next-line no-await-in-loop
        const text = await response.text()

        expect(JSON.stringify([[...response.headers], text, data]).toLowerCase()).not.toContain(MARK)
        expect(data.body ?? '').toBe(data.status === 403 ? text : '')
      }
    }),
    FEWER_RUNS,
  )
})

it('invariants 24 and 31: reflected names are tokens that were asked for, and nothing is reflected of a list that cannot be read', () => {
  const reflecting = listedOptions
    .filter(({ allowHeaders }) => !allowHeaders?.includes('*'))
    .map((options) => Object.assign(options, { origin: ['https://a.example'], dangerouslyReflectHeaders: true }))
  fc.assert(
    fc.property(reflecting, requestedNames, (options, asked) => {
      const request = preflightFrom('https://a.example', 'PUT', asked)
      const response = respond(options, request, () => new Response())
      const data = syncPolicy(options).headers(request)
      const sent = listIn(response, 'Access-Control-Allow-Headers')
      const names = asked.toLowerCase().split(/[ \t]*,[ \t]*/)
      const isReadable = names.every((name) => /^[!#$%&'*+.^_`|~\w-]*$/.test(name))
      const listed = (options.allowHeaders ?? []).map((name) => name.toLowerCase())
      const possible = new Set([...listed, ...(isReadable ? names : [])])

      expect(sent.filter((name) => !possible.has(name) || name === '*')).toEqual([])
      expect(names.filter(Boolean).length > 128 || asked.length > 4096 ? sent : []).toEqual([])
      expect(data.set.find(([name]) => name === 'Access-Control-Allow-Headers')?.[1] ?? null).toBe(
        response.headers.get('Access-Control-Allow-Headers'),
      )
      expect(data.vary).toBe(response.headers.get('Vary'))
    }),
    { ...FEWER_RUNS, numRuns: 500 },
  )
})
