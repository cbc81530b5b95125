import { describe, expect, test } from 'vitest'
import { readMessages } from '../../lab/page/clue/messages.ts'
import { DEFAULT_SCENE, type Scene } from '../../lab/page/scene/scene.ts'

const VAGUE = 'TypeError: Failed to fetch'
const MISSING =
  'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://a.example/b. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 200.'
const WEBKIT = 'Origin https://app.example.com is not allowed by Access-Control-Allow-Origin. Status code: 200'
const WEBKIT_URL = 'Fetch API cannot load https://b.example/c due to access control checks.'

async function sceneOf(text: string, form: Partial<Scene> = {}): Promise<Scene> {
  return readMessages(text, { ...DEFAULT_SCENE, ...form })!.found[0]!.scene()
}

describe('a message that CORS has nothing to do with says so', () => {
  test.each([
    [
      "Mixed Content: The page at 'https://a.example/' was loaded over HTTPS, but requested an insecure resource 'http://b.example/'. This request has been blocked",
      /^CORS did not block this call\. The page has an https: URL/,
    ],
    ['GET https://b.example/ net::ERR_ABORTED', /^The page or its visitor ended this call/],
    ['Load request cancelled', /^The page or its visitor ended this call/],
    [
      'Failed to load resource: the server responded with a status of 404 (Not Found)',
      /answered with status 404\. If CORS/,
    ],
  ])('%s', (text, says) => {
    expect(() => readMessages(text, DEFAULT_SCENE)).toThrow(says)
  })
})

test('a message that names a failure counts more than one that does not', () => {
  const failed = MISSING.replace('CORS header ‘Access-Control-Allow-Origin’ missing', 'CORS request did not succeed')
  for (const text of [`${VAGUE}\n${MISSING}`, `${failed}\n${MISSING}`, `${MISSING}\n${failed}`]) {
    const { found } = readMessages(text, DEFAULT_SCENE)!
    expect(found.map(({ code }) => code)).toEqual(['acao-missing', 'preflight-acao-missing'])
  }
})

test('of messages that name no failure, the one with a URL counts', async () => {
  const scene = await sceneOf(`${VAGUE}\nGET https://b.example/c net::ERR_FAILED`)
  expect(scene.url).toBe('https://b.example/c')
})

test('WebKit names the URL in its next message, and no other engine does', async () => {
  expect((await sceneOf(`${WEBKIT}\n${WEBKIT_URL}`)).url).toBe('https://b.example/c')
  expect((await sceneOf(`${WEBKIT}\nGET https://b.example/c net::ERR_FAILED`)).url).toBe('https://api.example.com/')
})

test('many messages are offered up to fifty', () => {
  const text = Array.from({ length: 60 }, (_, at) => MISSING.replace('/b.', `/${String(at)}.`)).join('\n')
  expect(readMessages(text, DEFAULT_SCENE)!.found).toHaveLength(50)
})

test('what the message does not say comes from the form', async () => {
  expect(await sceneOf(MISSING, { method: 'DELETE', page: 'https://shop.example/a' })).toMatchObject({
    method: 'DELETE',
    page: 'https://shop.example/a',
    url: 'https://a.example/b',
  })
  // A GET of the form is only its default, and would need no preflight.
  const preflight = readMessages(MISSING, DEFAULT_SCENE)!.found[1]!
  expect((await preflight.scene()).method).toBe('POST')
  // The server allows the page of the form, so that the call came from another one.
  const mismatch = MISSING.replace('missing', 'does not match ‘https://shop.example’')
  expect((await sceneOf(mismatch, { page: 'https://shop.example' })).page).toBe('https://other.example.com')
})
