import { existsSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { markLines } from '../../lab/page/learn/changes.ts'
import { durationOf } from '../../lab/page/learn/duration.ts'
import { isPossible, type Played } from '../../lab/page/learn/idea.ts'
import { IDEAS } from '../../lab/page/learn/ideas.ts'
import { compareOrigins } from '../../lab/page/learn/origin-parts.ts'
import { formFor } from '../../lab/page/learn/plays/forms.ts'
import { openBank } from '../../lab/page/learn/servers/bank.ts'
import { mayRun } from '../../lab/page/learn/script.ts'
import { play } from '../../lab/page/learn/plays.ts'
import { preflightsAt } from '../../lab/page/model/repeat.ts'
import { run } from '../../lab/page/model/run.ts'
import { serverOf } from '../../lab/page/model/server.ts'

/**
 * What each value of each idea teaches, call by call: whether the browser asks first, whether the request reaches the
 * application, and whether the page gets the response. Then what else the scene shows.
 */
const TEACHES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'same-origin': {
    'https://api.shop.example/prices': 'no yes no; same different same',
    'https://shop.example/prices': 'no yes yes; same same same',
    'https://shop.example:443/prices': 'no yes yes; same same same',
    'https://shop.example:8443/prices': 'no yes no; same same different',
    'HTTPS://Shop.Example/prices': 'no yes yes; same same same',
    'http://shop.example/prices': 'no yes no; different same different',
  },
  forms: {
    get: 'no yes no; form; 1',
    form: 'no yes no; form; 1',
    multipart: 'no yes no; form; 1',
    text: 'no yes no; form; 1',
    json: 'yes no no; no form; 0',
    delete: 'yes no no; no form; 0',
  },
  preflight: {
    none: 'yes no no; 0',
    'form-methods': 'yes no no; 0',
    'with-put': 'yes yes yes; 1',
    'lower-case': 'yes no no; 0',
    star: 'yes yes yes; 1',
  },
  credentials: {
    star: 'no yes no',
    'star-credentials': 'no yes no',
    origin: 'no yes no',
    'origin-credentials': 'no yes yes',
  },
  caching: {
    none: 'yes yes yes; 5 5 5',
    '0': 'yes yes yes; 0 0 0',
    '10': 'yes yes yes; 10 10 10',
    '60': 'yes yes yes; 60 60 60',
    '300': 'yes yes yes; 300 300 300',
    '600': 'yes yes yes; 600 600 600',
    '1800': 'yes yes yes; 1800 1800 600',
    '3600': 'yes yes yes; 3600 3600 600',
    '7200': 'yes yes yes; 7200 7200 600',
    '21600': 'yes yes yes; 7200 21600 600',
    '86400': 'yes yes yes; 7200 86400 600',
    '604800': 'yes yes yes; 7200 86400 600',
  },
  csrf: {
    policy: 'no yes no, no yes yes; 10',
    guard: 'no no no, no yes yes; 0',
  },
  jsonp: {
    jsonp: 'no yes yes, no yes yes; Alice',
    cookieless: 'no yes yes, no yes yes; nobody',
    cors: 'no yes no, no yes yes; nobody',
  },
}

const word = (isSo: boolean): string => (isSo ? 'yes' : 'no')

function summary(id: string, { calls, parts, form, effect, spans, answer }: Played): string {
  const facts = calls.map(({ exchanges, isReached, isReadable }) =>
    [exchanges.some(({ isPreflight }) => isPreflight), isReached, isReadable].map(word).join(' '),
  )
  return [
    facts.join(', '),
    ...(parts ? [parts.map(({ isSame }) => (isSame ? 'same' : 'different')).join(' ')] : []),
    ...(form === undefined ? [] : [form === null ? 'no form' : 'form']),
    ...(effect ? [effect.value] : []),
    ...(spans ? [spans.map(({ seconds }) => seconds).join(' ')] : []),
    ...(id === 'jsonp' ? [answer ? 'Alice' : 'nobody'] : []),
  ].join('; ')
}

const CASES = IDEAS.flatMap((idea) => idea.control.choices.map(({ value }) => [idea.id, value] as const))

test('the tour has seven ideas, each with one thing to change', () => {
  expect(IDEAS.map(({ id }) => id)).toEqual(Object.keys(TEACHES))
  for (const { id, control, first, text, spec, document = '' } of IDEAS) {
    expect(new Set(control.choices.map(({ value }) => value))).toEqual(new Set(Object.keys(TEACHES[id]!)))
    expect(isPossible(control, first)).toBe(true)
    expect(text.length).toBeLessThanOrEqual(4)
    expect(existsSync(document)).toBe(true)
    expect(spec.href).toMatch(/^https:\/\/[^#]+#[\w-]+$/)
  }
})

describe('each value teaches what it should', () => {
  test.each(CASES)('%s, %s', async (id, value) => {
    expect(summary(id, await play({ id }, value))).toBe(TEACHES[id]![value])
  })
})

test.each(CASES)('%s, %s: the lab has the same verdict', async (id, value) => {
  const { calls, scene } = await play({ id }, value)
  const result = await run(scene)
  if ('message' in result) throw new Error(result.message)
  const { verdict } = result.explanation
  // Scripts of JSONP are no calls, so that link has the same call with CORS.
  const call = id === 'jsonp' ? (await play({ id }, 'cors')).calls[0]! : calls[0]!
  expect([verdict.readable, verdict.code !== undefined, verdict.sentence]).toEqual([
    call.isReadable,
    call.isError,
    call.sentence,
  ])
  // What the scene says about “the browser” is true of all three.
  const ends = Object.values(result.engines).map(({ explanation }) => explanation.verdict.readable)
  expect(new Set(ends)).toEqual(new Set([verdict.readable]))
})

describe('same origin', () => {
  const PAGE = new URL('https://shop.example/cart')
  const urls = fc
    .record({
      scheme: fc.constantFrom('https', 'http', 'HTTPS', 'ws', 'wss', 'ftp'),
      host: fc.constantFrom('shop.example', 'SHOP.example', 'shop.example.', 'api.shop.example', '127.0.0.1', '[::1]'),
      port: fc.constantFrom('', ':443', ':80', ':8443', ':0443'),
    })
    .map(({ scheme, host, port }) => `${scheme}://${host}${port}/prices`)

  test('three equal parts mean that the page can read', async () => {
    await fc.assert(
      fc.asyncProperty(urls, async (url) => {
        const { parts, calls } = await play({ id: 'same-origin' }, url)
        const isSame = new URL(url).origin === PAGE.origin
        expect(parts!.every((part) => part.isSame)).toBe(isSame)
        expect(calls[0]!.isReadable).toBe(isSame)
      }),
      { numRuns: 150 },
    )
  })

  test('the default port is written out', () => {
    expect(compareOrigins(PAGE, new URL('http://shop.example'))[2]).toEqual({
      name: 'Port',
      page: '443',
      url: '80',
      isSame: false,
    })
    expect(compareOrigins(PAGE, new URL('data:,x')).map(({ url }) => url)).toEqual(['data', 'none', 'none'])
  })

  test('any text gives a result or says why not', async () => {
    const texts = fc.oneof(fc.string(), fc.webUrl(), fc.constantFrom('https://a:b@shop.example', '/x', 'data:,x'))
    await fc.assert(
      fc.asyncProperty(texts, async (url) => {
        const outcome = await play({ id: 'same-origin' }, url).catch((error: unknown) => (error as Error).message)
        expect(typeof outcome === 'string' ? outcome.length : outcome.calls.length).toBeGreaterThan(0)
      }),
      { numRuns: 200 },
    )
  })
})

test('a form can send exactly what needs no preflight', () => {
  const methods = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE')
  const types = fc.constantFrom('', 'text/plain', 'multipart/form-data', 'application/json', 'text/html')
  fc.assert(
    fc.property(methods, types, (method, type) => {
      const isOfForms = method === 'GET' ? !type : method === 'POST' && /^(text\/plain|multipart)/.test(type)
      expect(formFor(method, type) !== null).toBe(isOfForms)
    }),
  )
})

describe('caching', () => {
  test.each(Object.keys(TEACHES['caching']!))('%s: no preflight until the last second, and one then', async (value) => {
    const { scene, spans } = await play({ id: 'caching' }, value)
    const server = await serverOf(scene)
    for (const { engine, seconds, inAnHour } of spans!) {
      // oxlint-disable-next-line no-await-in-loop
      expect(await preflightsAt(scene, server, engine, [0, seconds])).toBe(2)
      const lastKnown = seconds ? [0, seconds - 1] : [0]
      // oxlint-disable-next-line no-await-in-loop
      expect(await preflightsAt(scene, server, engine, lastKnown)).toBe(1)
      expect(inAnHour).toBe(seconds < 60 ? 60 : Math.ceil(3600 / seconds))
    }
  })

  test.each([
    [1, '1 second'],
    [90, '90 seconds'],
    [600, '10 minutes'],
    [7200, '2 hours'],
    [86_400, '1 day'],
    [604_800, '7 days'],
  ])('%i seconds are %s', (seconds, text) => {
    expect(durationOf(seconds)).toBe(text)
  })
})

test('the guard of the bank says why it refuses', async () => {
  const { calls } = await play({ id: 'csrf' }, 'guard')
  const { status, gotBody, sent } = calls[0]!.exchanges[0]!
  expect([status, gotBody]).toEqual([403, 'sfs-cross-site'])
  expect(sent).toContainEqual(['cookie', 'session=alice'])
})

test('the bank sends no money without the cookie', async () => {
  const { network, sent } = openBank(false)
  const { status } = await network(new Request('https://bank.example/', { method: 'POST', body: 'to=me&amount=1' }))
  expect([status, sent.size]).toEqual([401, 0])
})

describe('JSONP', () => {
  test('the stranger gets the name of Alice, and with CORS only the partner does', async () => {
    const got = async (value: string): Promise<string[]> =>
      (await play({ id: 'jsonp' }, value)).calls.map((one) => one.got)
    expect(await got('jsonp')).toEqual(Array(2).fill('show is called with\n{"name":"Alice"}'))
    expect(await got('cookieless')).toEqual(Array(2).fill('show is called with\n{"name":"a guest"}'))
    expect(await got('cors')).toEqual(['TypeError: Failed to fetch', 'Response, status 200\n{"name":"Alice"}'])
  })

  test('engines differ about the cookie', async () => {
    expect((await play({ id: 'jsonp' }, 'jsonp')).note).toContain('Chrome and Edge send this cookie')
    expect((await play({ id: 'jsonp' }, 'jsonp')).note).toContain('Firefox and Safari do not')
  })

  test.each([
    [200, 'text/javascript; charset=utf-8', true],
    [200, 'application/json', false],
    [400, 'text/javascript', false],
  ])('status %i with %s: %s', (status, type, isRun) => {
    const headers = [
      ['content-type', type],
      ['x-content-type-options', 'nosniff'],
    ] as const
    expect(mayRun(status, headers)).toBe(isRun)
    expect(mayRun(status, headers.slice(0, 1))).toBe(status === 200)
  })
})

test('lines that the last change has changed are marked, next to those that are gone', () => {
  const before = [
    ['vary', 'Origin'],
    ['access-control-allow-origin', '*'],
    ['access-control-max-age', '5'],
  ] as const
  const now = [
    ['access-control-allow-origin', 'https://app.example.com'],
    ['vary', 'Origin'],
  ] as const
  const marks = markLines(now, before).map(({ name, value, mark }) => `${mark} ${name}: ${value}`)
  expect(marks).toEqual([
    'gone access-control-allow-origin: *',
    'new access-control-allow-origin: https://app.example.com',
    'same vary: Origin',
    'gone access-control-max-age: 5',
  ])
  expect(markLines(now, undefined).every(({ mark }) => mark === 'same')).toBe(true)
})
