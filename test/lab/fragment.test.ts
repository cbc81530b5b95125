import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checksum, readFragment, writeFragment } from '../../lab/page/scene/fragment.ts'
import { isSameCall, withCall } from '../../lab/page/scene/call.ts'
import { CHOICES, DEFAULT_SCENE, fieldText, MAX_LENGTH, type Scene } from '../../lab/page/scene/scene.ts'

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom('', '\r\n', '%', '+', '&=#?', '\0', '%zz', '<script>', '\u202E', '💐', '1.abc.'),
)
const scenes: fc.Arbitrary<Scene> = fc.record({
  page: text,
  url: text,
  method: text,
  headers: text,
  credentials: fc.constantFrom(...CHOICES.credentials),
  mode: fc.constantFrom(...CHOICES.mode),
  body: text,
  bodyAs: fc.constantFrom(...CHOICES.bodyAs),
  redirect: fc.constantFrom(...CHOICES.redirect),
  keepalive: fc.constantFrom(...CHOICES.keepalive),
  by: fc.constantFrom(...CHOICES.by),
  policy: text,
  preflight: text,
  response: text,
  redirected: text,
  redirectedPreflight: text,
  before: text,
  csrf: fc.constantFrom(...CHOICES.csrf),
  show: fc.constantFrom(...CHOICES.show),
  target: fc.constantFrom(...CHOICES.target),
  extra: fc.constantFrom(...CHOICES.extra),
  host: fc.constantFrom(...CHOICES.host),
})

test('a link gives back the scene that it was made of, also after a URL has had it', () => {
  fc.assert(
    fc.property(scenes, (scene) => {
      const { hash } = new URL(`http://localhost/#${writeFragment(scene)}`)
      expect(readFragment(hash)).toEqual({ scene })
    }),
    { numRuns: 1000 },
  )
})

test('a field has no half characters, which a link could not have', () => {
  expect(fieldText('a\uD83D💐\uDC90')).toBe('a\uFFFD💐\uFFFD')
  expect(fieldText(`${'a'.repeat(MAX_LENGTH - 1)}💐`)).toBe(`${'a'.repeat(MAX_LENGTH - 1)}\uFFFD`)
})

test('a call is the same, whatever is shown of it', () => {
  const shown: Scene = { ...DEFAULT_SCENE, before: '{}', csrf: 'yes', show: 'code', target: 's3', host: 'bun' }
  expect(isSameCall(shown, DEFAULT_SCENE)).toBe(true)
  expect(isSameCall({ ...shown, redirectedPreflight: '204' }, DEFAULT_SCENE)).toBe(false)
  expect(withCall(shown, { ...DEFAULT_SCENE, method: 'PUT' })).toEqual({ ...shown, method: 'PUT' })
})

test('a link that was changed or cut off says so, and never throws', () => {
  const damages = fc.record({ at: fc.nat(400), deleted: fc.nat(20), inserted: fc.string({ maxLength: 5 }) })
  fc.assert(
    fc.property(scenes, damages, (scene, { at, deleted, inserted }) => {
      const whole = writeFragment(scene)
      const damaged = whole.slice(0, at) + inserted + whole.slice(at + deleted)
      const { scene: read, problem } = readFragment(damaged)
      expect(Object.keys(read)).toEqual(Object.keys(DEFAULT_SCENE))
      expect(damaged === '' || problem !== undefined || isDeepStrictEqual(read, { ...scene })).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

describe('a damaged link', () => {
  const whole = writeFragment({ ...DEFAULT_SCENE, url: 'https://api.example.com/orders', method: 'PUT' })

  test('keeps what could be read', () => {
    const { scene, problem } = readFragment(whole.slice(0, -2))
    expect(scene.url).toBe('https://api.example.com/orders')
    expect(problem).toContain('damaged')
  })

  test('of a later version is not guessed at', () => {
    expect(readFragment(whole.replace('1.', '2.'))).toEqual({
      scene: DEFAULT_SCENE,
      problem: 'The link is of version 2 of the lab, and this is version 1.',
    })
  })

  test.each([
    'constructor=1',
    '__proto__=1',
    'mode=navigate',
    'by=',
    'unknown=1',
    'show=policy',
    'target=iis',
    'host=',
    'extra=1',
    'csrf=true',
  ])('with %s ignores it', (fields) => {
    expect(readFragment(fields).scene).toEqual(DEFAULT_SCENE)
    expect(readFragment(fields).problem).toBeDefined()
  })

  test('with a right checksum has values that this lab does not know', () => {
    const fields = 'unknown=1&method=PUT'
    const { scene, problem } = readFragment(`1.${checksum(fields)}.${fields}`)
    expect([scene.method, problem]).toEqual([
      'PUT',
      'The link has values that the lab does not know. They are left out.',
    ])
  })

  test('of a very long version is quoted in short', () => {
    expect(readFragment(`${'9'.repeat(99)}.a.`).problem).toContain('of version 999999999 of')
  })

  test('of any length is cut', () => {
    expect(readFragment(`url=${'x'.repeat(100_000)}`).scene.url).toHaveLength(MAX_LENGTH)
  })
})
