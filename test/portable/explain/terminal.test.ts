import { describe, expect, test, vi } from 'vitest'
import { explain, type Explanation, type Format, type Question, render } from '../../../src/explain/index.ts'
import { cors } from '../../../src/index.ts'
import { HIDDEN, stringsIn } from '../support/hidden.ts'

const PAGE = 'https://app.example.com'
const API = 'https://api.example.com/users'

/** Bytes that a header can hold: an escape sequence, DEL, the one-byte CSI, a soft hyphen, NEL. */
const BYTES = '\u0001\u001B[2J\u007F\u009B31m\u00AD\u0085'
/** Characters that an error can hold as well: bidirectional, zero-width and filling ones, separators, half pairs. */
const ANY = `${BYTES}\r\n\u2028\u2029\u061C\u034F\u115F\u180E\u200B\u200C\u200D\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2060\u2066\u2067\u2068\u2069\u3164\uFE0F\uFEFF\uFFA0\uD800x\uDC00\u{E0041}`
/** Long enough to be cut, which may leave half of a surrogate pair. */
const LONG = `${'\u{1F600}'.repeat(3000)}${ANY}`

/** Every string of an explanation, and every line of it in each format. */
function outputsOf(explanation: Explanation): string[] {
  const { fixes, ...rest } = explanation
  const colors = ['\u001B[0m', '\u001B[1m', '\u001B[2m', '\u001B[31m', '\u001B[32m', '\u001B[33m', '\u001B[36m']
  const formats: readonly Format[] = ['text', 'markdown', 'mermaid']
  const written = formats.map((format) => render(explanation, format))
  const colored = colors.reduce(
    (text, color) => text.replaceAll(color, ''),
    render(explanation, 'text', { color: true }),
  )
  const values = fixes.map(({ value }) => value)
  const others = fixes.map(({ change, sentence, options }) => ({ change, sentence, options }))
  return [...stringsIn([rest, others]), ...[...values, ...written, colored].flatMap((text) => text.split('\n'))]
}

const sharing = { 'access-control-allow-origin': PAGE }
const server =
  (headers: Record<string, string>, status = 200): NonNullable<Question['network']> =>
  () =>
    new Response(null, { status, statusText: `A${BYTES.slice(-2)}`, headers })

/** Calls with hostile characters in every place that callers and servers fill. */
const CALLS: Readonly<Record<string, Partial<Question>>> = {
  'the path, the query and the fragment of the URL': { url: `${API}/${ANY}?${ANY}#${ANY}` },
  'a URL of another scheme': { url: `app:${ANY}x` },
  'a URL whose host is of another scheme': { url: 'app://a\u007Fb/' },
  'the URL of the page': { page: `${PAGE}/${ANY}?${ANY}` },
  'the path of a page of another scheme': { page: `app://host/${ANY}` },
  'values of request headers': {
    headers: { 'x-a': BYTES, accept: BYTES, 'content-type': BYTES, 'accept-language': BYTES, range: BYTES },
  },
  'values of request headers that a fix repeats': {
    headers: { 'x-a': '1', accept: BYTES.replaceAll(/["(-[]/g, '') },
    network: server({ ...sharing, 'access-control-allow-headers': 'x-b' }),
  },
  'an error': { network: () => Promise.reject(new Error(ANY)) },
  'an error of a preflight': { network: () => Promise.reject(new Error(ANY)), method: 'PUT' },
  'a long error': { network: () => Promise.reject(new Error(LONG)) },
  'a string that is thrown': { network: () => Promise.reject(ANY) },
  'a value that is not a response': { network: () => ANY as never },
  'a predicate that throws': {
    policy: cors({
      origin: () => {
        throw new Error(ANY)
      },
      onError: 'throw',
    }),
  },
  'a location': { network: server({ ...sharing, location: `https://b.example/${BYTES}` }, 302) },
  'an invalid location': { network: server({ ...sharing, location: `https://${BYTES}` }, 302) },
  'a location of another scheme': { network: server({ ...sharing, location: `x:${BYTES}y` }, 302) },
  'a location with a user': { network: server({ ...sharing, location: `https://${BYTES}:b@b.example/` }, 302) },
  'names of methods': { network: server({ ...sharing, 'access-control-allow-methods': BYTES }), method: 'PUT' },
  'names of headers': {
    network: server({ ...sharing, 'access-control-allow-headers': BYTES }),
    headers: { 'x-a': '1' },
  },
  'a time to live': {
    network: server({ ...sharing, 'access-control-allow-methods': 'PUT', 'access-control-max-age': BYTES }),
    method: 'PUT',
  },
  'a long time to live': {
    network: server({ ...sharing, 'access-control-allow-methods': 'PUT', 'access-control-max-age': '9'.repeat(5000) }),
    method: 'PUT',
  },
  'names that are exposed': { network: server({ ...sharing, 'access-control-expose-headers': BYTES, 'x-a': BYTES }) },
  'credentials that are allowed': {
    network: server({ ...sharing, 'access-control-allow-credentials': BYTES }),
    credentials: 'include',
  },
  'several headers of a server': {
    network: server({ 'access-control-allow-origin': BYTES, vary: BYTES, 'timing-allow-origin': BYTES }),
  },
  'a policy of embedding': { network: server({ 'cross-origin-resource-policy': BYTES }), mode: 'no-cors' },
}

describe('no hidden character reaches a reader from', () => {
  test.each(Object.entries(CALLS))('%s', async (_, call) => {
    const network = server({ 'access-control-allow-origin': BYTES })
    const silenced = vi.spyOn(console, 'error').mockImplementation(() => {})
    const explanation = await explain({ network, page: PAGE, url: API, probe: false, ...call })
    silenced.mockRestore()
    const outputs = outputsOf(explanation)
    expect(outputs.length).toBeGreaterThan(20)
    expect(outputs.filter((text) => HIDDEN.test(text))).toEqual([])
    expect(outputs.filter((text) => text.length > 4000)).toEqual([])
  })

  test.each<readonly [string, () => unknown]>([
    ['a page', () => explain({ network: server({}), page: `app${ANY}`, url: API })],
    ['a URL', () => explain({ network: server({}), page: null, url: ANY })],
    ['a method', () => explain({ network: server({}), page: PAGE, url: API, method: ANY })],
    ['the name of a header', () => explain({ network: server({}), page: PAGE, url: API, headers: [[ANY, '1']] })],
    ['the value of a header', () => explain({ network: server({}), page: PAGE, url: API, headers: [['x-a', ANY]] })],
    ['a mode', () => explain({ network: server({}), page: PAGE, url: API, mode: ANY as 'cors' })],
    ['a profile', () => explain({ network: server({}), page: PAGE, url: API, profile: ANY as 'spec' })],
    ['a question', () => explain(ANY as unknown as Question)],
    ['a format', async () => render(await explain({ network: server({}), page: PAGE, url: API }), ANY as Format)],
  ])('%s that is refused', async (_, ask) => {
    const error = await Promise.resolve()
      .then(ask)
      .then(
        () => undefined,
        (thrown: unknown) => thrown,
      )
    expect(error).toBeInstanceOf(TypeError)
    expect((error as TypeError).message).not.toMatch(HIDDEN)
  })

  test('an explanation that was changed while it was JSON', async () => {
    const explanation = await explain({
      network: server({ etag: '1', ...sharing }),
      page: PAGE,
      url: API,
      method: 'PUT',
    })
    const hostile = JSON.parse(
      JSON.stringify(explanation, (_key, value: unknown) => (typeof value === 'string' ? `${value}${ANY}` : value)),
    ) as Explanation
    const written = [render(hostile, 'text'), render(hostile, 'markdown'), render(hostile, 'mermaid')]
    expect(written.flatMap((text) => text.split('\n')).filter((line) => HIDDEN.test(line))).toEqual([])
  })
})
