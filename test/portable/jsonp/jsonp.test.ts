import { describe, expect, it, vi } from 'vitest'
import { cors } from '../../../src/index.ts'
import { PolicyError } from '../../../src/index.ts'
import { jsonp, type JsonpOptions } from '../../../src/jsonp/index.ts'
import { corpus } from '../support/corpus.ts'

const URL_OF_API = 'https://api.example/rates'
const OPTIONS = { parameter: 'callback' }
const WITH_MEMBERS = { ...OPTIONS, dangerouslyAllowMemberCallbacks: true }

function requestFor(callbacks: readonly string[], init?: RequestInit): Request {
  const query = new URLSearchParams([['currency', 'euro'], ...callbacks.map((name) => ['callback', name])])
  return new Request(`${URL_OF_API}?${query}`, init)
}

describe('callbacks', () => {
  // The corpus allows a path, so its rows are about both forms of a callback.
  it.each(corpus.jsonp)('$id $callback: $why', async ({ callback, verdict }) => {
    const response = jsonp(requestFor(callback), { a: 1 }, WITH_MEMBERS)
    const [name] = callback

    expect(response.status).toBe(verdict === 'allow' ? 200 : 400)
    expect(await response.text()).toBe(
      verdict === 'allow'
        ? `/**/typeof ${name} === 'function' && ${name}({"a":1});`
        : '{"error":"Not one callback in callback"}',
    )
  })

  it.each(corpus.jsonp)('$id $callback, without dots and with a list', ({ callback, verdict }) => {
    const statusOf = (options: JsonpOptions): number => jsonp(requestFor(callback), {}, options).status
    const isAllowed = verdict === 'allow'

    expect(statusOf(OPTIONS)).toBe(isAllowed && !callback[0]?.includes('.') ? 200 : 400)
    expect(isAllowed ? statusOf({ ...OPTIONS, callbacks: callback }) : 200).toBe(200)
  })

  it.each([
    ...['$', '_', 'a'.repeat(64), 'Delete', 'deleted', 'constructors', '$eval', 'submit', 'opener', 'top'],
    // jQuery, Angular, and jsonp packages, which number their callbacks.
    ...['jQuery3210_1', 'jQuery1113009263721736_1450', 'ng_jsonp_callback_0', '__jp0', 'jsonp_1700000000000_5'],
  ])('%s is valid', (name) => {
    expect(jsonp(requestFor([name]), {}, OPTIONS).status).toBe(200)
    expect(jsonp(requestFor([name]), {}, WITH_MEMBERS).status).toBe(200)
  })

  // A path reaches methods of the page that need no argument: same-origin method execution.
  it.each([
    ...['document.forms.pay.submit', 'opener.b.click', 'navigator.sendBeacon', 'document.getElementById', 'top.close'],
    ...['opener.document.b.click', 'parent.frames.a.focus', 'history.back', 'location.reload', 'localStorage.clear'],
    ...['caches.delete', 'angular.callbacks._0', 'JSONP.cb', 'app.show', 'a.b.c.d', 'A.B', 'window.a', 'self.a'],
  ])('%s is refused, unless the options accept the risk', async (name) => {
    const response = jsonp(requestFor([name]), {}, OPTIONS)

    expect(response.status).toBe(400)
    expect(await response.text()).toBe('{"error":"Not one callback in callback"}')
    expect(jsonp(requestFor([name]), {}, { ...OPTIONS, dangerouslyAllowMemberCallbacks: false }).status).toBe(400)
    // Of these, only `delete` is a reserved word.
    expect(jsonp(requestFor([name]), {}, WITH_MEMBERS).status).toBe(name.endsWith('.delete') ? 400 : 200)
    expect(jsonp(requestFor([name]), {}, { ...WITH_MEMBERS, callbacks: ['other'] }).status).toBe(400)
  })

  it.each(
    (
      'a'.repeat(65) +
      ' a. . a.1 a-b a() a;b a\n a\u2028 \u00e5 a\u0000 \\u0061 a`b a/**/ /**/a a["b"] a=b a,b alert(1)// <script> ' +
      'a.prototype a.eval window.setTimeout setInterval Function document.write this this.a new.target a.in let ' +
      'document.writeln location.assign location.replace open navigation.navigate setImmediate execScript importScripts ' +
      'document.body.setHTMLUnsafe a.audioWorklet.addModule ' +
      'a.b.c.d.e opener.document.body.firstElementChild.click a.insertAdjacentHTML yield await static super typeof import.meta null.a true a.delete enum'
    ).split(' '),
  )('%j is invalid', (name) => {
    expect(jsonp(requestFor([name]), {}, OPTIONS).status).toBe(400)
    expect(jsonp(requestFor([name]), {}, WITH_MEMBERS).status).toBe(400)
  })

  it.each(['', '?', '?callbac=a', '?Callback=a', '?x=callback', '?callback', '?callback=a#b'])(
    'the query %j has none',
    (query) => {
      expect(jsonp(new Request(URL_OF_API + query), {}, OPTIONS).status).toBe(400)
    },
  )

  it.each(['?a?callback=b', '?callback=b?', '?callback[]=b', '?callback=b&callback', '?callback=%62%0a'])(
    'the query %j is not cut until it has a valid one',
    (query) => {
      expect(jsonp(new Request(URL_OF_API + query), {}, OPTIONS).status).toBe(400)
    },
  )

  it.each([
    ['onRates', 200],
    ['app.onRates', 200],
    ['onrates', 400],
    ['other', 400],
    ['', 400],
  ])('have to be in the list, if there is one: %j gets %i', (name, status) => {
    const options = { ...OPTIONS, callbacks: ['onRates', 'app.onRates'] }
    expect(jsonp(requestFor([name]), {}, options).status).toBe(status)
    expect(jsonp(requestFor([name]), {}, { ...OPTIONS, callbacks: [] }).status).toBe(400)
  })

  it('come from the parameter that the options name, whatever its name', async () => {
    const request = new Request(`${URL_OF_API}?callback=a&cb%26%3D=b`)
    await expect(jsonp(request, [], { parameter: 'cb&=' }).text()).resolves.toBe(
      "/**/typeof b === 'function' && b([]);",
    )
  })
})

describe('the answer', () => {
  const HEADERS = {
    'cache-control': 'no-store',
    'content-disposition': 'attachment; filename=f.txt',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'cross-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  }

  it('is a script that cannot be used as anything else, and is the same for every origin', () => {
    const request = requestFor(['a'], { headers: { Origin: 'https://a.example', Cookie: 'a=b' } })
    const { status, headers } = jsonp(request, {}, OPTIONS)

    expect(status).toBe(200)
    expect(Object.fromEntries(headers)).toEqual({
      ...HEADERS,
      allow: 'GET',
      'content-type': 'text/javascript; charset=utf-8',
    })
  })

  it('is JSON, not a script, if the request is refused', () => {
    const { headers } = jsonp(requestFor(['a()']), {}, OPTIONS)

    expect(Object.fromEntries(headers)).toEqual({ ...HEADERS, allow: 'GET', 'content-type': 'application/json' })
  })

  it.each(['POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'])('to %s is 405', async (method) => {
    const response = jsonp(requestFor(['a'], { method }), {}, OPTIONS)
    expect(response.status).toBe(405)
    expect(await response.text()).toBe('{"error":"Not a GET"}')
  })

  it.each([undefined, 1, 'text', null, true, () => ({}), new Date(0), { toJSON: () => 'text [' }])(
    'is 500 for data that is not an object: %s',
    async (data) => {
      const response = jsonp(requestFor(['a']), data as object, OPTIONS)

      expect(response.status).toBe(500)
      await expect(response.json()).resolves.toEqual({ error: 'Not an object' })
    },
  )

  it('contains nothing that ends a script or a line, or sets a prototype', async () => {
    const data = { text: '</script><!--&\u2028\u2029', ['__proto__']: 1, '"__proto__': ['{"__proto__":1}'] }
    const text = await jsonp(requestFor(['a']), data, OPTIONS).text()

    expect(text).toBe(
      String.raw`/**/typeof a === 'function' && a({"text":"\u003c/script\u003e\u003c!--\u0026\u2028\u2029",` +
        String.raw`["__proto__"]:1,"\"__proto__":["{\"__proto__\":1}"]});`,
    )
  })
})

describe('scriptsOnly', () => {
  it.each([
    [{ 'Sec-Fetch-Dest': 'script', 'Sec-Fetch-Mode': 'no-cors' }, 200],
    [{ 'Sec-Fetch-Dest': 'script' }, 200],
    [{ 'Sec-Fetch-Mode': 'no-cors' }, 200],
    [{}, 200],
    [{ 'Sec-Fetch-Dest': 'empty', 'Sec-Fetch-Mode': 'no-cors' }, 403],
    [{ 'Sec-Fetch-Dest': 'document' }, 403],
    [{ 'Sec-Fetch-Dest': '' }, 403],
    // A module, or a script element with `crossorigin`. Both could use CORS.
    [{ 'Sec-Fetch-Dest': 'script', 'Sec-Fetch-Mode': 'cors' }, 403],
    [{ 'Sec-Fetch-Mode': '' }, 403],
  ])('answers a request that has %j with %i', async (headers, status) => {
    const request = requestFor(['a'], { headers: headers as Record<string, string> })

    const response = jsonp(request, {}, { ...OPTIONS, scriptsOnly: true })
    expect(response.status).toBe(status)
    expect((await response.text()).includes('Not for a script')).toBe(status === 403)
    expect(jsonp(request, {}, { ...OPTIONS, scriptsOnly: undefined }).status).toBe(200)
  })
})

describe('options', () => {
  it.each([
    [undefined, 'parameter is missing, expected the name of a query parameter such as "callback"'],
    [{}, 'parameter is missing, expected the name'],
    [{ parameter: '' }, 'parameter is "", expected the name'],
    [{ parameter: 7 }, 'parameter is 7, expected the name'],
    [{ parameter: ['callback'] }, 'parameter is an Array, expected the name'],
    [{ parameter: 'a', scriptsOnly: 'yes' }, 'scriptsOnly is "yes", expected true or false'],
    [{ parameter: 'a', callbacks: 'b' }, 'callbacks is "b", expected ["b"]'],
    [{ parameter: 'a', callbacks: ['b', 'eval'] }, 'callbacks[1] is "eval", expected the name of a function'],
    [{ parameter: 'a', callbacks: [7] }, 'callbacks[0] is 7, expected the name of a function'],
    [{ parameter: 'a', dangerouslyAllowMemberCallbacks: 1 }, 'dangerouslyAllowMemberCallbacks is 1, expected true'],
    [{ parameter: 'a', callback: 'b' }, 'callback is not an option of jsonp(), expected callbacks'],
    [Object.create(OPTIONS), 'parameter is missing'],
  ])('%j are refused', (options, message) => {
    expect(() => jsonp(requestFor(['a']), {}, options as JsonpOptions)).toThrow(message)
    expect(() => jsonp(requestFor(['a']), {}, options as JsonpOptions)).toThrow(PolicyError)
  })

  it('are read once, and inherited ones are ignored', () => {
    const read = vi.fn<() => string>(() => 'callback')
    const options = Object.create({ scriptsOnly: true }, { parameter: { get: read, enumerable: true } }) as JsonpOptions
    const request = requestFor(['a'], { headers: { 'Sec-Fetch-Dest': 'document' } })

    expect(jsonp(request, {}, options).status).toBe(200)
    expect(read).toHaveBeenCalledTimes(1)
  })

  it('and answers ignore a polluted Object.prototype', () => {
    const polluted = {
      scriptsOnly: true,
      dangerouslyAllowMemberCallbacks: true,
      callbacks: ['b'],
      parameter: 'other',
      status: 418,
      'x-evil': '1',
      headers: { 'x-evil': '1' },
    }
    Object.assign(Object.prototype, polluted)
    try {
      const request = new Request(`${URL_OF_API}?callback=a`)
      const { status, headers } = jsonp(request, {}, { parameter: 'callback' })
      expect([status, headers.get('x-evil')]).toEqual([200, null])
      expect(jsonp(requestFor(['a.b']), {}, { parameter: 'callback' }).status).toBe(400)
    } finally {
      for (const name of Object.keys(polluted)) Reflect.deleteProperty(Object.prototype, name)
    }
  })
})

it('works behind a public policy', async () => {
  const handler = cors({ origin: '*' }).wrap((request) => jsonp(request, { a: 1 }, OPTIONS))
  const { headers } = await handler(requestFor(['a'], { headers: { Origin: 'https://a.example' } }))

  expect(headers.get('access-control-allow-origin')).toBe('*')
  expect(headers.get('access-control-allow-credentials')).toBeNull()
})
