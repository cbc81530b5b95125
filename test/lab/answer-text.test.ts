import { expect, test } from 'vitest'
import { listsFor, permission, settled, withLines, withStatus } from '../../lab/page/model/answer-text.ts'
import { bodyFields } from '../../lab/page/model/body-text.ts'
import { isRedirect } from '../../lab/page/model/header-lines.ts'
import { DEFAULT_SCENE } from '../../lab/page/scene/scene.ts'

test.each([
  ['300', false],
  ['301', true],
  ['302 Found', true],
  ['\nHTTP/2 303', true],
  ['304', false],
  ['307', true],
  ['http/1.1 308 Permanent Redirect', true],
  ['3021', false],
  ['Location: /302', false],
])('%j is a redirect: %s', (text, expected) => {
  expect(isRedirect(text)).toBe(expected)
})

test.each([
  ['200\r\nvary: a\r\n\r\nVARY : b\r\nX-A: 1', '200\nX-A: 1\nVary: Origin'],
  ['', 'Vary: Origin'],
  [' No answer\n', ' No answer\n'],
])('%j gets a line in place of those of the same name', (text, expected) => {
  expect(withLines(text, [['Vary', 'Origin']])).toBe(expected)
})

test.each([
  ['HTTP/1.1 302 Found\r\nLocation: /a\r\nX-A: 1', '204\nX-A: 1'],
  ['X-A: 1\nlocation : /a', '204\nX-A: 1'],
  ['no answer', '204\n'.trim()],
  ['', '204'],
])('%j with another status leads nowhere', (text, expected) => {
  expect(withStatus(text, 204)).toBe(expected)
})

test.each([
  ['404\nX-A: 1', '404\nX-A: 1'],
  ['301\nLocation: /', '200'],
  ['no answer', '200'],
])('a page gets to see %j as %j', (text, expected) => {
  expect(settled(text)).toBe(expected)
})

test.each([
  ['https://APP.example.com:443/a', 'https://app.example.com', 'https://app.example.com'],
  ['http://[::1]:3000', 'http://[::1]:3000', 'http://[::1]:3000'],
  ['capacitor://localhost', 'capacitor://localhost', 'capacitor://localhost'],
  ['file:///a', '*', 'null'],
  [' null ', '*', 'null'],
])('%s is allowed as %s, and with credentials as %s', (page, plain, withCredentials) => {
  const scene = { ...DEFAULT_SCENE, page }
  expect(permission(scene)).toEqual([['Access-Control-Allow-Origin', plain]])
  expect(permission({ ...scene, credentials: 'include' })).toEqual([
    ['Access-Control-Allow-Origin', withCredentials],
    ['Access-Control-Allow-Credentials', 'true'],
  ])
  expect(permission(scene, true)).toEqual([['Access-Control-Allow-Origin', '*']])
})

test('the lists name the method and the headers of the call', () => {
  expect(listsFor({ ...DEFAULT_SCENE, method: 'PUT' })).toEqual([['Access-Control-Allow-Methods', 'PUT']])
  expect(listsFor({ ...DEFAULT_SCENE, headers: ' X-A : 1\n\nX-B:' })).toEqual([
    ['Access-Control-Allow-Methods', 'GET'],
    ['Access-Control-Allow-Headers', 'X-A, X-B'],
  ])
})

test('a body that is too long for a link is its length, up to a million bytes', () => {
  expect(bodyFields('a'.repeat(20_000)).bodyAs).toBe('text')
  expect(bodyFields('ä'.repeat(20_001))).toEqual({ body: '40002', bodyAs: 'bytes' })
  expect(bodyFields('ä'.repeat(600_000))).toEqual({ body: '1000000', bodyAs: 'bytes' })
})
