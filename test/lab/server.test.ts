import { describe, expect, test } from 'vitest'
import { readableHeaders } from '../../lab/page/model/readable.ts'
import { run } from '../../lab/page/model/run.ts'
import { DEFAULT_SCENE, type Scene } from '../../lab/page/scene/scene.ts'
import { resultOf } from './tried.ts'

const sceneOf = (changes: Partial<Scene>): Scene => ({ ...DEFAULT_SCENE, ...changes })

describe('the server', () => {
  test.each([
    'https://api.example.com/users#top',
    ' https://API.example.com:443/users ',
    '/users',
    '//api.example.com/x',
  ])('answers %s as the URL of the call', async (url) => {
    const { exchanges } = await resultOf(sceneOf({ url, response: '201', redirected: '500' }))
    expect(exchanges.map(({ status }) => status)).toEqual([201])
  })

  test('has another answer after a redirect, and the first preflight answer unless there is another one', async () => {
    const scene = sceneOf({
      method: 'PUT',
      preflight: '204\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Methods: *',
      response: '307\nAccess-Control-Allow-Origin: *\nLocation: https://b.example/',
      redirected: '201\nAccess-Control-Allow-Origin: *',
    })
    const statuses = async (redirectedPreflight: string): Promise<number[]> =>
      (await resultOf({ ...scene, redirectedPreflight })).exchanges.map(({ status }) => status)
    expect(await statuses('')).toEqual([204, 307, 204, 201])
    expect(await statuses('200\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Methods: *')).toEqual([
      204, 307, 200, 201,
    ])
  })
})

test.each<[string, Partial<Scene>, string]>([
  ['a page without a scheme', { page: 'app.example.com' }, 'Page is "app.example.com", expected a URL such as'],
  ['a relative URL of no page', { page: 'null', url: '/users' }, 'URL is "/users", expected an absolute URL'],
  ['a URL that is none', { url: 'https://' }, 'URL is "https://", expected a URL'],
  ['a status that no answer has', { response: '600' }, 'The status is 600, expected 200 to 599'],
  ['a status that comes before the answer', { response: '101' }, 'The status is 101, expected 200 to 599'],
  ['a header line without a colon', { response: '200\nabc' }, '“abc” is not a header line'],
  ['a long one', { headers: 'x'.repeat(61) }, `“${'x'.repeat(60)}…” is not a header line`],
  [
    'a control character',
    { response: '200\nX-A: a\u0001' },
    'The value of “X-A” has a character that no header can have',
  ],
  [
    'a body of too many bytes',
    { method: 'POST', body: '1000001', bodyAs: 'bytes' },
    'The number of bytes is “1000001”',
  ],
  ['a half byte', { method: 'POST', body: '1.5', bodyAs: 'bytes' }, 'The number of bytes is “1.5”'],
  ['less than no byte', { method: 'POST', body: '-1', bodyAs: 'bytes' }, 'The number of bytes is “-1”'],
])('%s is named as it is written', async (_, changes, message) => {
  expect(await run(sceneOf(changes))).toMatchObject({ message: expect.stringContaining(message), issues: [] })
})

test('a policy that is refused has its problems', async () => {
  const outcome = await run(sceneOf({ by: 'policy', policy: "{ origin: ['x'], nope: 1 }" }))
  const issues = [{ code: 'origin-no-scheme' }, { code: 'option-unknown' }]
  expect(outcome).toMatchObject({
    message: 'The policy is refused.',
    issues: expect.arrayContaining(issues.map((issue) => expect.objectContaining(issue))),
  })
})

test('blanks around the address of a page do not matter', async () => {
  const [{ explanation }, { explanation: trimmed }] = await Promise.all([
    resultOf(sceneOf({ page: ' null ' })),
    resultOf(sceneOf({ page: 'null' })),
  ])
  expect(explanation).toEqual(trimmed)
})

test('a response that the page cannot read has no headers for it', async () => {
  expect(await readableHeaders(DEFAULT_SCENE, await resultOf(DEFAULT_SCENE))).toBeUndefined()
})

test('each header of the response can be read or is hidden, once', async () => {
  const scene = sceneOf({
    page: 'https://app.example.com',
    response:
      '200\nAccess-Control-Allow-Origin: *\nContent-Type: a/b\nX-A: 1\nX-A: 2\nSet-Cookie: a=1\nSet-Cookie: b=1',
  })
  expect(await readableHeaders(scene, await resultOf(scene))).toEqual({
    readable: ['content-type'],
    hidden: ['set-cookie', 'x-a'],
  })
})
