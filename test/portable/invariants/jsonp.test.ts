import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { jsonp } from '../../../src/jsonp/index.ts'
import { RUNS } from '../support/arbitraries.ts'

const part = fc.oneof(
  fc.constantFrom('a', 'app', '$', '_1', 'eval', 'delete', 'constructor', '', '.', '(', ';', '\u2028', '</script>'),
  fc.string({ maxLength: 20 }),
)
const callback = fc.array(part, { maxLength: 4 }).map((parts) => parts.join('.'))
const data = fc.oneof(fc.object({ withNullPrototype: true }), fc.array(fc.jsonValue()), fc.dictionary(part, part))

/** A script that calls one callback. The names in it are identifiers as ECMAScript defines them. */
const SCRIPT = /^\/\*\*\/typeof ([A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*) === 'function' && \1\((.*)\);$/

function callsWith(script: string, callbacks: readonly string[], given: unknown): boolean {
  const [, name, literal = ''] = SCRIPT.exec(script) ?? []
  const json = literal.replaceAll('["__proto__"]:', '"__proto__":')
  return callbacks.join() === name && JSON.stringify(JSON.parse(json)) === JSON.stringify(given)
}

it('invariant 40: the answer is one call of the one given callback, without dots by default, or JSON with 400', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(callback, { maxLength: 2 }), data, fc.boolean(), async (callbacks, given, members) => {
      const query = new URLSearchParams(callbacks.map((name) => ['cb', name]))
      const options = { parameter: 'cb', dangerouslyAllowMemberCallbacks: members }
      const response = jsonp(new Request(`https://api.example/?${query}`), given, options)
      const text = await response.text()

      expect(text).not.toMatch(/<|\u2028|\u2029/)
      expect({
        status: response.status,
        type: response.headers.get('content-type'),
        sniffing: response.headers.get('x-content-type-options'),
        isReadable: response.status === 200 ? callsWith(text, callbacks, given) : 'error' in JSON.parse(text),
        isOneName: response.status !== 200 || members || !callbacks.join().includes('.'),
      }).toEqual({
        status: response.status === 200 ? 200 : 400,
        type: response.status === 200 ? 'text/javascript; charset=utf-8' : 'application/json',
        sniffing: 'nosniff',
        isReadable: true,
        isOneName: true,
      })
    }),
    RUNS,
  )
})
