import { describe, expect, it } from 'vitest'
import { cors, type CorsOptions } from '../../../src/index.ts'
import { explain, render } from '../../../src/explain/index.ts'
import { syncPolicy } from '../support/requests.ts'

const PAGE = 'https://app.example.com'
const API = 'https://api.example.com/'

const ask = (
  options: CorsOptions,
  more: { page?: string | null; method?: string; headers?: Record<string, string> } = {},
) => explain({ policy: syncPolicy(options), page: PAGE, url: API, probe: false, ...more })

describe('the difference between two origins', () => {
  it.each([
    [`${PAGE}/`, 'without a slash at the end'],
    ['https://APP.example.com', 'in lower case'],
    ['https://*.example.com', 'browsers do not read `*` as a pattern here'],
    [`${PAGE}/path`, 'with nothing added'],
    ['http://app.example.com', 'with another scheme'],
    [`${PAGE}:8443`, 'with another port'],
    ['https://b.example.com', 'https://b.example.com'],
  ])('%s', async (allowed, hint) => {
    const network = (): Response => new Response(null, { headers: { 'Access-Control-Allow-Origin': allowed } })
    const { verdict } = await explain({ network, page: PAGE, url: API, probe: false })

    expect(verdict.readable).toBe(false)
    expect(verdict.sentence).toContain(hint)
  })
})

it.each([
  ['app://.', 'app://-', "the page's origin is `app://.`."],
  ['app://.', 'app://./', "the page's origin is `app://.`, without a slash at the end."],
  ['tauri://localhost', 'http://localhost', "the page's origin is `tauri://localhost`, with another scheme."],
  ['app://localhost:81', 'app://localhost', "the page's origin is `app://localhost:81`, with another port."],
  ['qrc://', 'app://', "the page's origin is `qrc://`, with another scheme."],
])('a page at %s, for which the server allows %s, is not taken for a page on the web', async (page, allowed, end) => {
  const network = (): Response => new Response(null, { headers: { 'Access-Control-Allow-Origin': allowed } })
  const { verdict, fixes } = await explain({ network, page, url: API, probe: false })

  expect(verdict.sentence).toContain(end)
  expect(fixes.filter(({ change }) => change === 'call')).toEqual([])
})

it('a policy is told to list the origin of an app as it is', async () => {
  const { fixes } = await ask({ origin: [PAGE] }, { page: 'app://./index.html' })

  expect(fixes.map(({ value }) => value)).toEqual([`origin: ['${PAGE}', 'app://.']`])
})

describe('the reason of a policy to refuse', () => {
  const sentences = async (...args: Parameters<typeof ask>): Promise<string> =>
    (await ask(...args)).steps
      .filter(({ side }) => side === 'server')
      .map(({ sentence }) => sentence)
      .join('\n')
  const many = Array.from({ length: 6 }, (_, index) => `https://${index}.example`)

  it.each<[string, CorsOptions, Parameters<typeof ask>[1], string]>([
    ['an empty list', { origin: [] }, {}, 'it lists no origin'],
    ['another origin', { origin: ['https://b.example'] }, {}, 'it lists `https://b.example`'],
    [
      'two others',
      { origin: ['https://b.example', 'https://c.example'] },
      {},
      'it lists `https://b.example` and `https://c.example`',
    ],
    ['many others', { origin: many }, {}, 'it lists 6 others'],
    ['null', { origin: [PAGE] }, { page: null }, 'any page can have it'],
    ['a predicate', { origin: () => false }, {}, 'did not return `true`'],
    ['a method', { origin: [PAGE], allowMethods: [] }, { method: 'PUT' }, 'it lists no method'],
    ['a header', { origin: [PAGE] }, { headers: { 'X-A': '1' } }, 'the header `x-a`'],
    ['two headers', { origin: [PAGE] }, { headers: { 'X-A': '1', 'X-B': '2' } }, 'the headers `x-a` and `x-b`'],
    [
      'too many headers',
      { origin: [PAGE], allowHeaders: ['x-a'] },
      { headers: Object.fromEntries(Array.from({ length: 130 }, (_, index) => [`x-${index}`, '1'])) },
      'more than 128 headers',
    ],
  ])('%s', async (_, options, more, sentence) => {
    expect(await sentences(options, more)).toContain(sentence)
  })
})

describe('the headline', () => {
  it.each([
    [{ origin: [PAGE] }, PAGE, `Readable: GET ${API} from ${PAGE}`],
    [{ origin: [] }, PAGE, `Blocked: GET ${API} from ${PAGE}`],
    [{ origin: [] }, null, `Blocked: GET ${API} from a page with an opaque origin`],
  ])('of %j for %s', async (options, page, headline) => {
    expect(render(await ask(options, { page }), 'text').split('\n')[0]).toBe(headline)
  })

  it('of an opaque response', async () => {
    const explanation = await explain({
      policy: cors({ origin: [] }),
      page: PAGE,
      url: API,
      mode: 'no-cors',
      probe: false,
    })
    expect(render(explanation, 'text').split('\n')[0]).toBe(`Not readable: GET ${API} from ${PAGE}`)
    expect(render(explanation, 'markdown')).toContain('Not readable')
  })
})
