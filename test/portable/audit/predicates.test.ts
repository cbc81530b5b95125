import { afterEach, describe, expect, it, vi } from 'vitest'
import { audit } from '../../../src/audit/index.ts'
import { cors, type RequestContext, type TupleOrigin } from '../../../src/index.ts'
import { auditNow, rulesOf } from '../support/audit.ts'

const GUARDED = { csrf: true } as const
const ALLOWED = ['https://app.example.com', 'https://shop.example']

/** Widespread ways of comparing origins, and the first hostile origin that each allows. */
const NAIVE: Readonly<Record<string, readonly [allows: (origin: TupleOrigin) => boolean, witness: string]>> = {
  'any origin': [() => true, 'https://attacker.example'],
  'endsWith without a dot': [({ host }) => host.endsWith('example.com'), 'https://attackerexample.com'],
  'endsWith on the whole origin': [
    ({ serialized }) => serialized.endsWith('example.com'),
    'https://attackerexample.com',
  ],
  'startsWith on the whole origin': [
    ({ serialized }) => serialized.startsWith('https://app.example.com'),
    'https://app.example.com.attacker.example',
  ],
  includes: [({ host }) => host.includes('app.example.com'), 'https://app.example.com.attacker.example'],
  'includes a name': [({ host }) => host.includes('localhost'), 'https://localhost.attacker.example'],
  'RegExp without anchors': [({ host }) => /example\.com/.test(host), 'https://example.com.attacker.example'],
  'RegExp without a start': [({ host }) => /(shop|example)\.com$/.test(host), 'https://attackerexample.com'],
  'RegExp without an end': [
    ({ serialized }) => /^https?:\/\/app\.example\.com/.test(serialized),
    'https://app.example.com.attacker.example',
  ],
  'RegExp of a choice': [({ host }) => /^(www|shop).example.com$/.test(host), 'https://shopxexample.com'],
  'RegExp with a word boundary': [({ host }) => /\bexample\.com$/.test(host), 'https://attacker-example.com'],
  // oxlint-disable-next-line no-useless-escape
  'RegExp with an unescaped dot': [({ host }) => /^app.example.com$/.test(host), 'https://appxexample.com'],
  'any name below a top-level domain': [({ host }) => host.endsWith('.org'), 'https://attacker.org'],
  'the first label': [({ host }) => host.split('.')[0] === 'app', 'https://app.attacker.example'],
  'any top-level domain': [({ host }) => /^app\.example\.[a-z]+$/.test(host), 'https://app.example.zip'],
  'any top-level domain, in a choice': [
    ({ host }) => /^app\.example\.(com|[a-z]{3})$/.test(host),
    'https://app.example.zip',
  ],
  'the list includes the host': [({ host }) => 'app.example.com,shop.example'.includes(host), 'https://app.example.co'],
  'a star inside a label': [
    ({ host }) => host.startsWith('my-app-') && host.endsWith('.vercel.app'),
    'https://my-app-attacker.vercel.app',
  ],
  'a star inside a label, by RegExp': [
    ({ host }) => /^my-app-[a-z0-9-]+\.vercel\.app$/.test(host),
    'https://my-app-attacker.vercel.app',
  ],
}

/** Comparisons that allow a hostile origin that is no neighbour of the policy's own hosts. */
const STRANGE: readonly (readonly [rule: string, witness: string, allows: (origin: TupleOrigin) => boolean])[] = [
  ['O-15', 'http://attacker.example', ({ scheme }) => scheme === 'http'],
  ['O-15', 'https://attacker.com', ({ host }) => /^\w+\.com$/.test(host)],
  ['O-15', 'https://attacker.net', ({ host }) => host.endsWith('.net')],
  ['O-15', 'https://attacker.example:8443', ({ port }) => port === 8443],
  ['O-15', 'http://localhost.attacker.example', ({ serialized }) => serialized.startsWith('http://localhost')],
  ['O-15', 'https://127.0.0.1.attacker.example', ({ host }) => host.startsWith('127.0.0.1')],
  ['O-15', 'https://null', ({ host }) => host === String(null)],
  ['O-15', 'https://constructor', ({ host }) => host in {}],
  ['O-15', 'https://__proto__', ({ host }) => host.startsWith('__')],
  ['O-11', 'http://localhost:3000', ({ host, port }) => host === 'localhost' && port !== null],
  ['O-11', 'https://localhost:8443', ({ scheme, host }) => scheme === 'https' && host === 'localhost'],
  ['O-11', 'http://127.0.0.1:8080', ({ host }) => host === '127.0.0.1'],
  ['O-11', 'http://[::1]:3000', ({ host }) => host === '[::1]'],
  ['O-12', 'http://printer.local', ({ host }) => host.endsWith('.local')],
  ['O-12', 'https://attacker.internal', ({ host }) => host.endsWith('.internal')],
  ['O-12', 'http://192.168.0.1', ({ host }) => host.startsWith('192.168.')],
  ['O-12', 'https://10.0.0.1', ({ host }) => host.startsWith('10.')],
  ['O-12', 'https://[fd00::1]', ({ host }) => host.startsWith('[fd')],
  ['O-19', 'ionic://localhost', ({ scheme }) => scheme === 'ionic'],
  ['O-19', 'tauri://localhost', ({ scheme }) => scheme === 'tauri'],
  ['O-19', 'app://localhost', ({ scheme }) => scheme === 'app'],
  ['O-19', 'chrome-extension://abcdefghijklmnopabcdefghijklmnop', ({ scheme }) => scheme === 'chrome-extension'],
  ['O-19', 'moz-extension://00000000-0000-4000-8000-000000000000', ({ scheme }) => scheme === 'moz-extension'],
  // Neighbours that only one comparison allows.
  ['O-10', 'http://attacker.example.com', ({ scheme, host }) => scheme === 'http' && host.endsWith('.example.com')],
  ['O-15', 'https://app.example.com-attacker.example', ({ host }) => host.split('-')[0] === 'app.example.com'],
  [
    'O-15',
    'https://app.example.comx',
    ({ host }) => host.startsWith('app.example.com') && host.split('.').length === 3,
  ],
  [
    'O-15',
    'https://app.example.zip',
    ({ host }) => host.length === 15 && withoutTop(host) === withoutTop('app.example.com'),
  ],
]

function withoutTop(host: string): string {
  return host.slice(0, host.lastIndexOf('.'))
}

describe.each(STRANGE)('%s for %s', (rule, witness, origin) => {
  it('is found if a predicate allows it', () => {
    const credentials = rule === 'O-19'
    const found = auditNow({ origin, credentials }, { ...GUARDED, environment: 'production' })
    expect(found.filter((finding) => finding.rule === rule).map((finding) => finding.witness)).toEqual([witness])
  })
})

describe.each(Object.entries(NAIVE))('%s', (_name, [predicate, witness]) => {
  it('is found with a hostile origin that it allows', () => {
    const found = auditNow({ origin: predicate }, GUARDED).filter(({ rule }) => rule === 'O-15')

    expect(found.map((finding) => [finding.witness, finding.severity, finding.path])).toEqual([
      [witness, 'high', ['origin']],
    ])
    expect(cors({ origin: predicate }).allowsOrigin(witness)).toBe(true)
  })

  it('is found in the policy as well', () => {
    expect(auditNow(cors({ origin: predicate }), GUARDED)).toEqual(auditNow({ origin: predicate }, GUARDED))
  })
})

describe('hostile origins that a predicate may allow on purpose', () => {
  it.each([
    ['O-07', ({ host }: TupleOrigin) => host.endsWith('.pages.dev'), 'https://attacker.pages.dev'],
    [
      'O-08',
      ({ serialized }: TupleOrigin) => /^https:\/\/(\w+\.)?example\.com$/.test(serialized),
      'https://attacker.example.com',
    ],
    ['O-09', ({ host }: TupleOrigin) => host === 'app.example.com', 'http://app.example.com'],
    ['O-11', ({ host }: TupleOrigin) => host === 'localhost', 'http://localhost'],
    ['O-12', ({ host }: TupleOrigin) => !host.includes('.'), 'https://intranet'],
    ['O-19', ({ scheme }: TupleOrigin) => !scheme.startsWith('http'), 'capacitor://localhost'],
  ])('%s', (rule, origin, witness) => {
    const found = auditNow({ origin, credentials: true }, GUARDED)
    expect(found.find((finding) => finding.rule === rule)?.witness).toBe(witness)
  })

  it('are harmless without credentials, or in development', () => {
    const below = ({ serialized }: TupleOrigin) => /^https:\/\/(\w+\.)?example\.com$/.test(serialized)
    const local = ({ host }: TupleOrigin) => host === 'localhost'
    expect(rulesOf(auditNow({ origin: below }))).toEqual(['O-14'])
    expect(rulesOf(auditNow({ origin: local }))).toEqual(['O-14'])
    expect(rulesOf(auditNow({ origin: local }, { environment: 'production' }))).toEqual(['O-14', 'O-11'])
    expect(rulesOf(auditNow({ origin: ({ host }: TupleOrigin) => host === 'app.example.com' }))).toEqual([
      'O-14',
      'O-10',
    ])
  })

  it('are not allowed by a predicate that compares whole origins', () => {
    const origin = ({ serialized }: TupleOrigin) => ALLOWED.includes(serialized)
    expect(rulesOf(auditNow({ origin, credentials: true }, GUARDED))).toEqual(['O-14'])
  })

  it('do not include http origins on loopback, which no network carries', () => {
    const local = ({ host }: TupleOrigin) => ['localhost', 'app.localhost', '127.0.0.1', '[::1]'].includes(host)
    for (const self of ['http://localhost:8787', 'http://app.localhost', 'http://127.0.0.1', 'http://[::1]:3000']) {
      const settings = { ...GUARDED, self, environment: 'development' } as const
      expect(rulesOf(auditNow({ origin: local }, settings))).toEqual(['O-14'])
      expect(rulesOf(auditNow({ origin: local, credentials: true }, settings))).not.toContain('O-09')
    }
    const below = ({ host }: TupleOrigin) => host.endsWith('.localhost')
    expect(rulesOf(auditNow({ origin: below }, { self: 'http://localhost' }))).toEqual(['O-14'])
  })

  it('do not include hosts that the predicate or `self` names', () => {
    const named = ({ serialized }: TupleOrigin) => ['https://acme.com', 'https://acme.co'].includes(serialized)
    expect(rulesOf(auditNow({ origin: named, credentials: true }, GUARDED))).toEqual(['O-14'])
    const zip = ({ serialized }: TupleOrigin) => ['https://acme.com', 'https://acme.zip'].includes(serialized)
    expect(rulesOf(auditNow({ origin: zip, credentials: true }, GUARDED))).toEqual(['O-14'])
    const own = ['https://acme.com', 'https://acme.co']
    const listed = ({ serialized }: TupleOrigin) => own.includes(serialized)
    expect(rulesOf(auditNow({ origin: listed, credentials: true }, { ...GUARDED, self: own }))).toEqual(['O-14'])
    const joined = ({ host }: TupleOrigin) => 'acme.com,acme.co'.includes(host)
    expect(auditNow({ origin: joined }).find(({ rule }) => rule === 'O-15')?.witness).toBe('https://cme.com')
  })

  it('include neighbours of `self`, even if the source names no host', () => {
    const origin = ({ serialized }: TupleOrigin) => ALLOWED.some((one) => serialized.startsWith(one))
    const found = auditNow({ origin }, { self: 'https://shop.example' })
    expect(found.map(({ witness }) => witness)).toContain('https://shop.example.attacker.example')
  })
})

describe('the answer of a predicate', () => {
  afterEach(() => vi.restoreAllMocks())

  it('is awaited if it is a promise', async () => {
    const found = audit({ origin: async ({ host }) => host.endsWith('example.com') }, GUARDED)
    expect(found).toBeInstanceOf(Promise)
    expect(rulesOf(await found)).toEqual(['O-14', 'O-15', 'O-10'])
    expect(rulesOf(await audit(cors({ origin: async () => true })))).toEqual(['O-14', 'O-15'])
  })

  it('is awaited if only some answers are promises', async () => {
    const origin = ({ host }: TupleOrigin) =>
      host.startsWith('attackere') ? Promise.resolve(true) : host === 'example.com'
    const found = await audit({ origin }, GUARDED)
    expect(found.find(({ rule }) => rule === 'O-15')?.witness).toBe('https://attackerexample.com')
  })

  it('counts as a refusal after a second, and is part of the finding', async () => {
    const [finding, ...rest] = await audit({ origin: () => new Promise<boolean>(() => {}) })
    expect(rest).toEqual([])
    expect(finding?.message).toMatch(/: got a function that failed (\d+) of \1 times: no answer within 1000 ms$/)
  })

  it('may be an error, which is reported in the finding and not on the console', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    const throwing = () => {
      throw new Error('no database')
    }
    expect(auditNow({ origin: throwing })[0]?.message).toMatch(/ that failed (\d+) of \1 times: no database$/)
    expect(auditNow({ origin: () => 'https://a.example' as never })[0]?.message).toMatch(
      / that failed (\d+) of \1 times: The predicate returned "https:\/\/a\.example", expected true or false/,
    )
    // oxlint-disable-next-line prefer-promise-reject-errors
    const [finding] = await audit({ origin: () => Promise.reject('gone') })
    expect(finding?.message).toMatch(/ that failed (\d+) of \1 times: it threw a value that is not an Error$/)
    expect(error).not.toHaveBeenCalled()
  })

  it('may be an error with a long message, which is cut short', () => {
    const throwing = () => {
      throw new Error('x'.repeat(200))
    }
    const found = auditNow({ origin: throwing }, { self: 'https://127.0.0.1' })
    expect(found[0]?.message).toMatch(/ that failed (\d+) of \1 times: x{99}$/)
  })

  it('leaves no timer behind', async () => {
    vi.useFakeTimers()
    await audit({ origin: async () => false })
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })

  it('may depend on the context', () => {
    const origin = ({ host }: TupleOrigin, { suffix }: { suffix: string }) => host.endsWith(suffix)
    expect(rulesOf(auditNow({ origin }, { context: { suffix: 'attacker.example' } }))).toContain('O-15')
    expect(rulesOf(auditNow({ origin }, { context: { suffix: '.b.example' } }))).toEqual(['O-14'])
  })

  it('may depend on the request: a GET of `self` from the hostile origin', () => {
    const seen: Request[] = []
    const origin = ({ serialized }: TupleOrigin, { request, suffix }: RequestContext & { readonly suffix: string }) => {
      seen.push(request)
      return request.headers.get('origin') === serialized && request.url.endsWith(suffix)
    }
    const settings = { self: 'https://api.example.com', context: { suffix: '.com/' } }
    expect(rulesOf(auditNow({ origin }, settings))).toContain('O-15')
    expect([seen[0]?.method, seen[0]?.url]).toEqual(['GET', 'https://api.example.com/'])
    expect(rulesOf(auditNow({ origin }, { ...settings, context: { suffix: '/a' } }))).toEqual(['O-14'])
  })

  it('may depend on request headers, which the message names', () => {
    const origin = (_origin: TupleOrigin, { request }: RequestContext) =>
      request.headers.has('X-Key') || new Headers(request.headers).has('x-other')
    const found = auditNow({ origin, vary: ['x-more'] }).filter(({ rule }) => rule === 'V-03')
    expect(found.map(({ message }) => message.split(': got ')[1])).toEqual(['"x-key"', 'all headers'])
  })

  it('may depend on a request in the settings, which is not replaced', () => {
    const origin = ({ host }: TupleOrigin, { request }: { request: { readonly tenant: string } }) =>
      host === request.tenant
    const context = { request: { tenant: 'attacker.com' } }
    expect(rulesOf(auditNow({ origin }, { context }))).toContain('O-15')
  })

  it('allows only if it is true', () => {
    expect(rulesOf(auditNow({ origin: (() => 'yes') as never }))).toEqual(['O-14'])
  })

  it('is asked for once for each origin, and there are few', () => {
    const asked: string[] = []
    auditNow(
      { origin: ({ serialized }: TupleOrigin) => (asked.push(serialized), false) },
      { self: 'https://a.example' },
    )
    expect(asked.length).toBeLessThan(250)
    expect(new Set(asked).size).toBe(asked.length)
  })
})
