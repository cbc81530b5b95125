import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readHeaders } from '../../lab/page/model/header-lines.ts'
import { questionOf } from '../../lab/page/model/run.ts'
import { DEFAULT_SCENE, type Scene } from '../../lab/page/scene/scene.ts'
import { callOf } from '../../lab/page/see/call-of.ts'

/** The arguments that the code gives to `fetch()`. */
function argumentsOf(code: string): [url: string, init?: RequestInit] {
  // oxlint-disable-next-line typescript/no-implied-eval -- that running it does no harm is what is tested
  return new Function('fetch', `return ${code}`)((...given: unknown[]) => given) as [string, RequestInit?]
}

const nasty = fc.string({ unit: fc.constantFrom(...`'"\`\\\${}()[]<>/*;,:=+ a\u00E9\u00A0`), maxLength: 20 })

test('the code makes the call of the scene, whatever the text of a link', () => {
  const names = fc.array(fc.constantFrom('X-A', 'x-a', 'X-B', "it's"), { maxLength: 3 })
  fc.assert(
    fc.property(nasty, nasty, nasty, names, nasty, (url, method, body, all, value) => {
      const scene: Scene = { ...DEFAULT_SCENE, url, method, body, headers: all.map((n) => `${n}: ${value}`).join('\n') }
      const [to, init = {}] = argumentsOf(callOf(scene))
      expect([to, init.method ?? 'GET', init.body]).toEqual([url, method, body || undefined])
      expect([...new Headers(init.headers)]).toEqual([...new Headers(readHeaders(scene.headers))])
    }),
  )
})

test.each<[string, Partial<Scene>]>([
  ['credentials', { credentials: 'include' }],
  ['mode', { mode: 'no-cors' }],
  ['redirect', { redirect: 'manual' }],
  ['keepalive', { keepalive: 'true' }],
])('the code has the option %s', (name, changes) => {
  const scene: Scene = { ...DEFAULT_SCENE, ...changes }
  expect(argumentsOf(callOf(scene))[1]).toEqual({ [name]: questionOf(scene)[name as 'mode'] })
})

test('the code of a plain call is short, and what hides in a URL can be seen', () => {
  expect(callOf(DEFAULT_SCENE)).toBe("fetch('https://api.example.com/users')")
  expect(callOf({ ...DEFAULT_SCENE, url: '/\u202Ea' })).toBe(String.raw`fetch('/\u202ea')`)
})
