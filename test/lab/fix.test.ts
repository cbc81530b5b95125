import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { DEFAULT_SCENE, type Scene } from '../../lab/page/scene/scene.ts'
import { applyFix } from '../../lab/page/model/fix.ts'
import { originOfPage } from '../../lab/page/model/page.ts'
import { policyOf, readPolicy } from '../../lab/page/model/policy.ts'
import { type Result, run } from '../../lab/page/model/run.ts'
import { tokensOf } from '../../lab/page/model/tokens.ts'
import { readFragment, writeFragment } from '../../lab/page/scene/fragment.ts'
import { diff } from '../../src/audit/index.ts'
import { anyScene } from './any-scene.ts'
import { resultOf, tryAll } from './tried.ts'

const ALLOWED = 'Access-Control-Allow-Origin: https://app.example.com'
const TRUE = 'Access-Control-Allow-Credentials: true'
const OTHER = 'https://other.example.com/users'

/** A scene whose server has a policy for the page. */
const ruled = (changes: Partial<Scene> = {}, policy = "{ origin: ['https://app.example.com'] }"): Partial<Scene> => ({
  by: 'policy',
  policy,
  ...changes,
})
/** A policy that allows a PUT. */
const PUT = "{ origin: ['https://app.example.com'], allowMethods: ['PUT'] }"
const to = (location: string, ...lines: string[]): string => ['302', `Location: ${location}`, ...lines].join('\n')

/** The scene, its failure, and what each fix leads to: `ok` if the page can read the response then. */
const ROWS: readonly (readonly [about: string, scene: Partial<Scene>, code: string | undefined, fixes: string])[] = [
  ['an origin that the policy lacks', ruled({}, "{ origin: ['https://x.example'] }"), 'acao-missing', 'ok'],
  ['a method that the policy lacks', ruled({ method: 'PUT' }), 'preflight-method-not-allowed', 'ok'],
  ['a header that the policy lacks', ruled({ headers: 'X-Id: 1' }), 'preflight-header-not-allowed', 'ok ok'],
  ['credentials', ruled({ credentials: 'include' }, "{ origin: '*' }"), 'acao-wildcard-with-credentials', 'ok ok'],
  ['a page over http', ruled({ page: 'http://app.example.com' }), 'acao-missing', 'ok ok'],
  ['a page with a dot', ruled({ page: 'https://app.example.com./' }), 'acao-missing', 'ok'],
  ['a page without an origin', ruled({ page: 'null' }), 'acao-missing', 'ok ok'],
  [
    'the same, where the policy lists a pattern',
    ruled({ page: 'null' }, "{ origin: ['https://*.a.example'] }"),
    'acao-missing',
    'ok ok',
  ],
  [
    'the same, where the policy lists nobody',
    ruled({ page: 'file:///a.html' }, '{ origin: [] }'),
    'acao-missing',
    'ok ok',
  ],
  ['the same, with credentials', { page: 'null', credentials: 'include' }, 'acao-missing', 'ok'],
  ['the same, where a page is allowed', { page: 'null', response: `200\n${ALLOWED}` }, 'acao-mismatch', 'ok ok'],
  ['the same, where no preflight is answered', { page: 'null', preflight: 'no answer' }, 'acao-missing', 'ok ok'],
  [
    'an app, whose server is down',
    { page: 'capacitor://localhost', credentials: 'include', response: 'no answer' },
    'network-error',
    'ok',
  ],
  [
    'an application that is down, behind a policy',
    ruled({ method: 'PUT', response: 'no answer' }, PUT),
    'network-error',
    'ok',
  ],
  [
    'a redirect to a server that is down',
    ruled({ method: 'PUT', response: to(OTHER).replace('302', '307'), redirectedPreflight: 'no answer' }, PUT),
    'preflight-network-error',
    'ok ok',
  ],
  ['a server that is down', { method: 'PUT', preflight: 'no answer' }, 'preflight-network-error', 'ok ok'],
  ['the own server, which is down', { url: '/users', response: 'no answer' }, 'network-error', 'ok'],
  [
    'a method with a quote',
    { method: "o'b", preflight: `204\n${ALLOWED}\nAccess-Control-Allow-Methods: O'B` },
    'preflight-method-not-allowed',
    'acao-missing ok',
  ],
  [
    'a page with a password, which calls itself',
    { page: 'https://a:b@app.example.com', method: '*' },
    'preflight-acao-missing',
    'ok',
  ],
  ['a method of any name', { method: '*' }, 'preflight-acao-missing', 'ok'],
  ['a redirect to a login', { response: to('https://login.example.com/login?return=/users') }, 'acao-missing', 'ok'],
  ['one by a policy', ruled({ response: to('https://login.example.com/login?to=/users') }), 'acao-missing', 'ok'],
  ['one of a preflight', { method: 'PUT', preflight: to('/login', ALLOWED) }, 'preflight-redirect', 'ok'],
  [
    'one that corrects the URL',
    { method: 'PUT', preflight: to('/users/'), response: `200\n${ALLOWED}` },
    'preflight-acao-missing',
    'ok ok',
  ],
  ['the same, of the call', { response: to('/users/'), redirected: to(OTHER) }, 'acao-missing', 'ok ok'],
  [
    'one that has a password',
    { method: 'PUT', preflight: to('https://a:b@b.example/', ALLOWED), response: `200\n${ALLOWED}` },
    'preflight-redirect',
    'ok ok',
  ],
  // The target has to allow the page as well, so that calling it directly is not enough.
  ['a redirect to another server', { response: to(OTHER, ALLOWED) }, 'acao-missing', 'acao-missing ok'],
  ['one by a policy', ruled({ response: to(OTHER) }), 'acao-missing', 'ok ok'],
  [
    'one to a server that allows the page',
    { response: to(OTHER, ALLOWED), redirected: `200\n${ALLOWED}` },
    'acao-mismatch',
    'ok ok',
  ],
  [
    'the same, with credentials',
    { credentials: 'include', response: to(OTHER, ALLOWED, TRUE), redirected: `200\n${ALLOWED}\n${TRUE}` },
    'acao-mismatch',
    'ok',
  ],
  [
    'one with a preflight there',
    {
      method: 'PUT',
      preflight: `204\n${ALLOWED}\nAccess-Control-Allow-Methods: PUT`,
      response: `307\nLocation: ${OTHER}\n${ALLOWED}`,
      redirected: '200\nAccess-Control-Allow-Origin: *',
      redirectedPreflight: '204\nAccess-Control-Allow-Origin: *',
    },
    'preflight-method-not-allowed',
    'preflight-method-not-allowed ok',
  ],
  ['a redirect to no URL', ruled({ response: to('https://') }), 'redirect-invalid-location', 'ok'],
  ['a redirect to ftp', ruled({ response: to('ftp://a.example/') }), 'redirect-non-http', 'ok'],
  ['a redirect to a bad port', { response: to('http://localhost:6000/', ALLOWED) }, 'blocked-bad-port', 'ok'],
  ['a redirect to itself', ruled({ response: to('/users') }), 'redirect-too-many', 'ok'],
  [
    'redirects that do not end',
    { response: to('/a', ALLOWED), redirected: to('/a', ALLOWED) },
    'redirect-too-many',
    'ok',
  ],
  [
    'the same, to a URL with a password',
    { mode: 'no-cors', response: to('https://a:b@b.example/'), redirected: to('https://a:b@b.example/') },
    'redirect-too-many',
    'opaque',
  ],
  [
    'a redirect with a password',
    { response: to('https://a:b@other.example.com/', ALLOWED) },
    'redirect-credentials-in-url',
    'ok',
  ],
  [
    'a redirect of a stream',
    // The preflight of these headers is not that of the policy.
    ruled({ method: 'POST', body: 'x', bodyAs: 'stream', preflight: to('/login'), response: '307\nLocation: /n' }),
    'redirect-stream-body',
    'ok ok',
  ],
  ['a redirect that the call refuses', { redirect: 'error', response: to('/x', ALLOWED) }, 'redirect-mode-error', 'ok'],
  // The page can read nothing in mode `no-cors`, but it may load an image.
  [
    'a response for its own site, by a policy',
    ruled({ mode: 'no-cors', response: '200\nCross-Origin-Resource-Policy: same-origin' }),
    'corp-blocked',
    'opaque ok',
  ],
  ['a response that the mode hides', { mode: 'no-cors', response: `200\n${ALLOWED}` }, undefined, 'ok'],
  ['a mode without other origins', { mode: 'same-origin', response: `200\n${ALLOWED}` }, 'mode-same-origin', 'ok'],
  [
    'a method in lower case',
    { method: 'patch', preflight: `204\n${ALLOWED}\nAccess-Control-Allow-Methods: PATCH`, response: `200\n${ALLOWED}` },
    'preflight-method-not-allowed',
    'ok ok',
  ],
  [
    'a response header in the call',
    {
      headers: 'Access-Control-Allow-Origin: *\nX-A: 1',
      preflight: `204\n${ALLOWED}\nAccess-Control-Allow-Headers: x-a`,
      response: `200\n${ALLOWED}`,
    },
    'preflight-header-not-allowed',
    'ok',
  ],
  ['a bad port', ruled({ url: 'http://localhost:6000/' }), 'blocked-bad-port', 'ok'],
  ['a host without a scheme', { url: 'localhost:3000/users', response: `200\n${ALLOWED}` }, 'scheme-not-http', 'ok'],
  ['a file', { url: 'file:///a.json', response: `200\n${ALLOWED}` }, 'scheme-not-http', 'ok'],
  [
    'a redirect to no URL, of the URL that a fix would lead to',
    { url: 'https://api.example.com/new', response: to('https://', ALLOWED) },
    'redirect-invalid-location',
    'ok',
  ],
  [
    'its own server, which redirects, with credentials',
    { url: '/users', credentials: 'include', response: to('https://a:b@b.example/') },
    'redirect-credentials-in-url',
    'ok',
  ],
  // What the preflight at a new target gets is kept, whatever it is.
  [
    'a redirect with a password and a preflight',
    {
      method: 'PUT',
      preflight: `204\n${ALLOWED}\nAccess-Control-Allow-Methods: PUT`,
      response: to('https://a:b@b.example/', ALLOWED).replace('302', '307'),
      redirectedPreflight: '405',
    },
    'redirect-credentials-in-url',
    'preflight-status',
  ],
  [
    'a redirect to a server that redirects preflights',
    {
      method: 'PUT',
      preflight: `204\n${ALLOWED}\nAccess-Control-Allow-Methods: PUT`,
      response: to(OTHER, ALLOWED).replace('302', '307'),
      redirected: `200\n${ALLOWED}`,
      redirectedPreflight: to('/b', 'Access-Control-Allow-Origin: null'),
    },
    'preflight-redirect',
    'ok ok',
  ],
  [
    'a server with a login, and an own one',
    { method: '*', response: to('https://login.example.com/') },
    'preflight-acao-missing',
    'ok',
  ],
  [
    'a redirect within a server that is down, with credentials',
    { credentials: 'include', response: to('/v2', ALLOWED, TRUE), redirected: 'no answer' },
    'network-error',
    'ok',
  ],
  [
    'a long body',
    ruled({ method: 'POST', body: '70000', bodyAs: 'bytes', keepalive: 'true' }),
    'keepalive-quota',
    'ok',
  ],
]

test.each(ROWS)('%s: each fix can be tried', async (_, changes, code, expected) => {
  const scene = { ...DEFAULT_SCENE, ...changes }
  expect((await resultOf(scene)).explanation.verdict.code).toBe(code)
  expect((await tryAll(scene)).join(' ')).toBe(expected)
})

test.each<[Partial<Scene>, string]>([
  [{ page: 'null' }, 'http://localhost:3000/'],
  [{ page: 'null', response: `200\n${ALLOWED}/` }, 'https://app.example.com'],
  [{ page: 'https://a.example./', response: `200\n${ALLOWED}` }, 'https://a.example'],
  [ruled({ page: 'file:///a' }), 'https://app.example.com'],
  [ruled({ page: 'null' }, "{ origin: ['http://localhost:*', 'app://a'] }"), 'http://localhost:3000'],
  [ruled({ page: 'https://a.example./' }), 'https://a.example'],
  [ruled({ page: 'https://a.b.example./' }, "{ origin: ['https://*.b.example'] }"), 'https://a.b.example'],
])('the first fix of %j opens %s', async (changes, page) => {
  const scene = { ...DEFAULT_SCENE, ...changes }
  const { explanation } = await resultOf(scene)
  const [fix] = explanation.fixes
  const fixed = await applyFix(scene, fix!, explanation)!()
  expect(fixed.page).toBe(page)
  // The policy lists the page only if it did not allow it.
  expect(fixed.policy === scene.policy).toBe(
    scene.by !== 'policy' || policyOf(scene.policy).allowsOrigin(originOfPage(page)),
  )
})

const corsLinesIn = (...answers: readonly string[]): string[] =>
  answers.flatMap((text) => text.split(/\r?\n/).filter((line) => /^access-control-/i.test(line)))

/** What failed, and where. */
const failureOf = ({ explanation: { verdict }, exchanges }: Result): unknown[] => [
  verdict.code,
  verdict.sentence,
  exchanges.at(-1)?.url,
]

const commentsIn = (policy: string): string[] =>
  tokensOf(policy).flatMap(({ kind, text }) => (kind === 'comment' ? text : []))

/** The origins that a change of a policy lets in, one of each kind. */
function newOrigins(before: string, after: string): unknown[] {
  const [old, next] = [before, after].map((text) => readPolicy(text).value as { readonly origin: string[] })
  return diff(old!, next!).added.flatMap(({ rule, witness }) => (rule === 'D-01' ? witness : []))
}

test('any scene: each fix can be played, changes the failure, and keeps what the policy says', async () => {
  await fc.assert(
    fc.asyncProperty(anyScene, async (given) => {
      const scene = Object.freeze(given)
      const result = await run(scene)
      if ('message' in result) return
      for (const fix of result.explanation.fixes) {
        const make = applyFix(scene, fix, result.explanation)
        // oxlint-disable-next-line no-await-in-loop
        const fixed = make && (await make())
        if (!fixed) continue
        // oxlint-disable-next-line no-await-in-loop
        expect(failureOf(await resultOf(fixed))).not.toEqual(failureOf(result))
        expect(readFragment(writeFragment(fixed))).toEqual({ scene: fixed })
        // A policy writes its own lines, and takes those of the application away.
        const written = corsLinesIn(fixed.response).filter(
          (line) => !corsLinesIn(scene.response, scene.redirected).includes(line),
        )
        expect(scene.by === 'policy' ? written : []).toEqual([])
        if (fixed.policy === scene.policy) continue
        // Only a star allows a page without an origin. It takes the place of all entries, and of their comments.
        const isStar = fix.options?.origin === '*'
        const pages = [originOfPage(scene.page), originOfPage(fixed.page)]
        const isKept = isDeepStrictEqual(commentsIn(fixed.policy), commentsIn(scene.policy))
        const isNarrow = newOrigins(scene.policy, fixed.policy).every((origin) => pages.includes(String(origin)))
        expect(isStar ? pages[0] === 'null' : isKept && isNarrow).toBe(true)
      }
    }),
    { numRuns: 200 },
  )
})
