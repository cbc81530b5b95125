import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import { csrf, protect } from '../../src/csrf/index.ts'
import { cors, type CorsOptions, PolicyError, type SyncCorsPolicy } from '../../src/index.ts'
import { jsonp } from '../../src/jsonp/index.ts'

const ROOMS = ['runtime', 'fetch', 'wording', 'policy', 'server', 'csrf', 'jsonp']

const COMMENT = /\/\*[^]*?\*\/|\/\/.*|^import .*|^ +'.*/gm

/** Every word of the source, which includes every property name that it reads. */
const NAMES = [
  ...new Set(
    [...ROOMS.flatMap((room) => globSync(`src/${room}/**/*.ts`)), 'src/cors.ts', 'src/layer.ts'].flatMap((file) =>
      [
        ...readFileSync(file, 'utf8')
          .replaceAll(COMMENT, '')
          .matchAll(/[A-Za-z_$][\w$]*/g),
      ].map(([word]) => word),
    ),
  ),
].filter((name) => !(name in {}))

const VALUES: [string, unknown][] = [
  ['true', true],
  ['a list', ['*']],
  ['a function', (...args: unknown[]) => (typeof args[0] === 'function' ? args[0]('polluted') : true)],
]

const A = 'https://a.example'
const EVIL = 'https://evil.example'
const OPTIONS: CorsOptions = { origin: [A, 'https://*.b.example'], credentials: true, allowHeaders: ['x-a'], maxAge: 5 }

// Made in advance, because the runtime itself cannot make all requests while the prototype is polluted.
const make = (method: string, headers: Record<string, string>): Request =>
  new Request('https://api.example.com/items?cb=f', { method, headers })
const asked = { 'access-control-request-method': 'PUT', 'access-control-request-headers': 'x-b' }
const REQUESTS = [
  make('GET', { origin: A }),
  make('GET', { origin: EVIL }),
  make('GET', {}),
  make('POST', { origin: EVIL, 'sec-fetch-site': 'cross-site', cookie: 'a=1' }),
  make('OPTIONS', { origin: A, ...asked }),
  make('OPTIONS', { origin: EVIL, ...asked }),
]
const ANSWERS = REQUESTS.map(
  () => new Response(null, { headers: { 'Access-Control-Allow-Origin': '*', Vary: 'Accept' } }),
)

const shown = (response: unknown): unknown =>
  response instanceof Response ? [response.status, response.statusText, [...response.headers]] : String(response)
const tried = (run: () => unknown): unknown => {
  try {
    return run()
  } catch (error) {
    return error instanceof PolicyError ? error.message : `thrown: ${String(error)}`
  }
}

/** Everything that options and requests lead to, as text. */
function observe(): string {
  const layers = [
    tried(() => cors(OPTIONS)),
    tried(() => cors({ origin: '*' })),
    tried(() => cors({ ...OPTIONS, enforce: true, self: A })),
    tried(() => cors({ origin: ({ host }) => host === 'a.example' })),
    tried(() => csrf({ self: A })),
    tried(() => protect(OPTIONS as never, { self: A })),
  ] as SyncCorsPolicy[]
  const answers = layers.flatMap((layer) =>
    REQUESTS.map((request, index) => [
      tried(() => shown(layer.wrap(() => ANSWERS[index]!)(request))),
      tried(() =>
        shown(
          layer.wrap(() => {
            throw new Error('Down')
          })(request),
        ),
      ),
      ...(Object.hasOwn(layer, 'decide')
        ? [
            tried(() => layer.decide(request)),
            tried(() => layer.headers(request)),
            tried(() => layer.allowsOrigin(request.headers.get('origin') ?? '')),
          ]
        : []),
    ]),
  )
  const refusals = [
    {},
    { origin: 'a.example' },
    { origin: '*', credentials: true },
    { origin: A, maxAge: -1 },
    { orign: A },
  ]
  return JSON.stringify([
    answers,
    refusals.map((options) => tried(() => cors(options as CorsOptions))),
    tried(() => csrf({} as { self: string })),
    tried(() => csrf({ self: A, mode: 'off' } as never)),
    tried(() => shown(jsonp(REQUESTS[2]!, { a: 1 }, { parameter: 'cb' }))),
    tried(() => shown(jsonp(REQUESTS[2]!, { a: 1 }, { parameter: 'other' }))),
  ])
}

/** What the runtime itself does, without any code of ours. It must still work, or the test proves nothing. */
function control(): string {
  return JSON.stringify(
    tried(() => {
      const init = { __proto__: null, status: 404, headers: [['Vary', 'a']] } as ResponseInit
      const response = new Response(null, init)
      const copy = new Response(response.body, response)
      copy.headers.append('X-Id', '1')
      copy.headers.set('Vary', 'b')
      copy.headers.delete('X-None')
      const [first] = ['a', 'b']
      const ends = [new Response('text', init).clone(), response.clone()].map(shown)
      return [
        shown(copy),
        first,
        ends,
        REQUESTS.map(({ headers }) => headers.get('origin')),
        new Map([['a', 1]]).get('a'),
      ]
    }),
  )
}

function polluted<Result>(name: string, value: unknown, run: () => Result): Result {
  // oxlint-disable-next-line no-extend-native
  Object.defineProperty(Object.prototype, name, { value, enumerable: false, configurable: true, writable: true })
  try {
    return run()
  } finally {
    Reflect.deleteProperty(Object.prototype, name)
  }
}

describe('a polluted Object.prototype', () => {
  const logged = vi.spyOn(console, 'error').mockReturnValue()
  const [expected, working] = [observe(), control()]
  const broken = new Set<string>()

  it.each(VALUES)('changes no decision, answer or message, whatever name it has: %s', (_, value) => {
    const changed = NAMES.filter((name) => {
      if (polluted(name, value, control) !== working) {
        broken.add(name)
        return false
      }
      return polluted(name, value, observe) !== expected
    })

    expect(changed).toEqual([])
  })

  it('breaks the runtime itself with few names, which nobody can defend against', () => {
    expect([...broken].toSorted()).toEqual(['body', 'get', 'return', 'set', 'toJSON'])
    logged.mockRestore()
  })
})
