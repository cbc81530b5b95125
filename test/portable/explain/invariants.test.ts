import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { explain, render } from '../../../src/explain/index.ts'
import { cors, type CorsOptions } from '../../../src/index.ts'
import { FEWER_RUNS, listedOptions, origin, predicateOptions, publicOptions } from '../support/arbitraries.ts'
import { isKnownMethod } from '../support/requests.ts'

const options: fc.Arbitrary<CorsOptions> = fc
  .tuple(fc.oneof(listedOptions, publicOptions, predicateOptions), fc.boolean())
  .map(([chosen, enforce]) => Object.assign({}, chosen, { enforce }))
const page = fc.oneof(origin, origin, fc.constantFrom(null, 'http://a.example', 'http://shop.a.example', 'app://x'))
const names = fc.constantFrom('x-id', 'X-A', 'authorization', 'Content-Type', 'accept', 'cookie', '*')
const call = fc.record(
  {
    method: fc.constantFrom(...['GET', 'HEAD', 'POST', 'PUT', 'patch', 'PURGE', 'OPTIONS', '*'].filter(isKnownMethod)),
    headers: fc.dictionary(names, fc.constantFrom('1', 'application/json', 'text/plain'), { maxKeys: 3 }),
    credentials: fc.constantFrom('omit' as const, 'same-origin' as const, 'include' as const),
  },
  { requiredKeys: ['method'] },
)

/** The options of a fix, parsed: not every runtime evaluates strings. */
function pasted(value: string): Partial<CorsOptions> {
  const predicate = /\({ serialized }\) => serialized === ('[^']*')/
  const json = value
    .replace(predicate, '[$1]')
    .replaceAll(/'((?:[^'\\]|\\.)*)'/g, (_text, inside: string) => JSON.stringify(inside.replaceAll(/\\(.)/g, '$1')))
    .replaceAll(/^(\w+):/gm, '"$1":')
  const more = JSON.parse(`{${json}}`) as CorsOptions
  const listed = more.origin
  return predicate.test(value) ? { ...more, origin: ({ serialized }) => [listed].flat().includes(serialized) } : more
}

test('a page that cannot read gets a fix, and a fix of the policy makes it read', async () => {
  await fc.assert(
    fc.asyncProperty(options, page, call, async (given, from, asked) => {
      const policy = cors<CorsOptions>(given)
      const question = { page: from, url: 'https://api.example/', ...asked }
      const explanation = await explain({ policy, ...question })
      const { verdict, fixes } = explanation

      expect(verdict.readable || fixes.length > 0).toBe(true)
      expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation)
      expect(render(explanation, 'text')).not.toMatch(/undefined|\[object|NaN/)
      for (const { change, value } of fixes) {
        if (change !== 'policy') continue
        const changed = cors<CorsOptions>({ ...policy.options, ...pasted(value) })
        // No policy allows `patch` in lower case, which browsers send as it is.
        const method = asked.method.toUpperCase()
        // oxlint-disable-next-line no-await-in-loop
        const again = await explain({ policy: changed, ...question, method })
        expect(again.verdict).toMatchObject({ readable: true })
      }
    }),
    FEWER_RUNS,
  )
})

const sent = fc.record(
  {
    'access-control-allow-origin': fc.constantFrom('*', 'null', 'https://a.example', 'https://a.example/', 'a, b'),
    'access-control-allow-credentials': fc.constantFrom('true', 'TRUE', '1'),
    'access-control-allow-methods': fc.constantFrom('*', 'GET, PUT', 'patch', 'GET PUT', ''),
    'access-control-allow-headers': fc.constantFrom('*', 'x-id, X-A', 'x-id; x-a', 'Authorization'),
  },
  { requiredKeys: [] },
)
const status = fc.constantFrom(200, 204, 301, 401, 500)

test('a server that sends the suggested headers lets the page read', async () => {
  await fc.assert(
    fc.asyncProperty(sent, status, page, call, async (headers, code, from, asked) => {
      const question = { page: from, url: 'https://api.example/', ...asked }
      const { verdict, fixes } = await explain({
        network: () => new Response(null, { status: code, headers }),
        ...question,
      })

      expect(verdict.readable || fixes.length > 0).toBe(true)
      for (const { value } of fixes) {
        // A fix of one list is not yet a whole response.
        if (!value.startsWith('Access-Control-Allow-Origin')) continue
        const fixed = new Headers(value.split('\n').map((line) => line.split(': ') as [string, string]))
        const network = () => new Response(null, { status: 204, headers: fixed })
        // oxlint-disable-next-line no-await-in-loop
        const again = await explain({ network, ...question })
        expect(again.verdict).toMatchObject({ readable: true })
      }
    }),
    FEWER_RUNS,
  )
})
