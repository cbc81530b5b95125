import { describe, expect, it } from 'vitest'
import { cors } from '../../../src/index.ts'
import { CREDENTIAL_FAULTS, type Fault, issuesOf, OPTION_FAULTS, ORIGIN_FAULTS } from '../support/faults.ts'
import { syncPolicy } from '../support/requests.ts'

describe.each<[string, readonly Fault[]]>([
  ['origins', ORIGIN_FAULTS],
  ['credentials', CREDENTIAL_FAULTS],
  ['options', OPTION_FAULTS],
])('faults of %s', (_, faults) => {
  it.each(faults)('$options is $code, with the suggestion $suggestion', ({ options, code, path, suggestion }) => {
    const value = path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], options)
    const [issue, ...others] = issuesOf(options)

    expect(others).toEqual([])
    expect(issue).toMatchObject({ code, path })
    expect(issue?.value).toBe(value)
    expect(issue?.suggestion).toEqual(suggestion)
    expect('suggestion' in (issue ?? {})).toBe(suggestion !== undefined)
  })
})

describe('suggestions', () => {
  const repaired = [...ORIGIN_FAULTS, ...CREDENTIAL_FAULTS, ...OPTION_FAULTS].filter(
    ({ code, path, suggestion }) => suggestion !== undefined && code !== 'option-unknown' && path.length === 1,
  )

  it.each(repaired)('turn $options into a valid policy', ({ options, path, suggestion }) => {
    expect(issuesOf({ ...options, [String(path[0])]: suggestion })).toEqual([])
  })
})

describe('all problems at once', () => {
  it('reports the problems of every option', () => {
    const issues = issuesOf({
      origin: ['https://a.example', 'https://A.example', 'null', '*'],
      credentials: true,
      allowMethods: ['put', 'TRACE'],
      allowHeaders: ['cookie', '*'],
      exposeHeaders: 'x-a',
      maxAge: -1,
      preflightStatus: 302,
      headers: [],
    })

    expect(issues.map(({ code, path }) => `${path.join('.')} ${code}`).toSorted()).toEqual([
      'allowHeaders.0 header-forbidden',
      'allowHeaders.1 star-with-credentials',
      'allowMethods.0 method-case',
      'allowMethods.1 method-forbidden',
      'exposeHeaders option-type',
      'headers option-unknown',
      'maxAge max-age-range',
      'origin.1 origin-not-canonical',
      'origin.2 origin-null',
      'origin.3 origin-star-in-list',
      'preflightStatus preflight-status',
    ])
  })

  it('keeps the order of a list', () => {
    const origin = ['null', 'https://a.example', 'a.example', '']

    expect(issuesOf({ origin }).map(({ path }) => path[1])).toEqual([0, 2, 3])
  })
})

it.each([undefined, null, 'https://a.example', 7, true, [], ['https://a.example'], Symbol('x')])(
  'refuses %o as options',
  (options) => {
    expect(issuesOf(options).length).toBeGreaterThan(0)
  },
)

it.each(['toString', 'constructor', '__proto__', 'hasOwnProperty'])('refuses the unknown option %s', (name) => {
  const options = Object.defineProperty({ origin: '*' }, name, { value: true, enumerable: true })

  expect(issuesOf(options)).toMatchObject([{ code: 'option-unknown', path: [name], value: true }])
})

describe('valid options', () => {
  it.each([
    'https://a.example',
    'http://a.example',
    'https://a.example:8443',
    'http://localhost:5173',
    'http://localhost:*',
    'https://localhost:*',
    'http://app.localhost:*',
    'http://*.localhost:*',
    'http://127.0.0.1:*',
    'http://[::1]:3000',
    'http://[::1]:*',
    'http://192.168.1.10:8080',
    'https://[2001:db8::1]',
    'https://*.a.example',
    'https://*.a.example:8443',
    'https://*.vercel.app',
    'capacitor://localhost',
    'chrome-extension://abcdefghijklmnopabcdefghijklmnop',
    'https://xn--mnchen-3ya.example',
    'https://intranet',
    `https://*.${'a.'.repeat(122)}example`,
    'https://my_app.example',
  ])('may have the pattern %s, in a list or alone', (pattern) => {
    expect(syncPolicy({ origin: pattern }).toJSON().origin).toEqual([pattern])
    expect(syncPolicy({ origin: [pattern, pattern] }).toJSON().origin).toEqual([pattern])
  })

  it.each([
    { origin: ['http://a.example'], credentials: true, dangerouslyAllowInsecureOrigins: true },
    { origin: ['https://*.vercel.app'], credentials: true, dangerouslyAllowPublicSuffixes: true },
    { origin: ['http://localhost:*', 'http://127.0.0.1', 'http://[::1]'], credentials: true },
    { origin: '*', allowMethods: ['*'], allowHeaders: ['*', 'authorization'], exposeHeaders: ['*'] },
    { origin: [], allowMethods: [], allowHeaders: [], exposeHeaders: [] },
    { origin: '*', dangerouslyAllowNullOrigin: true },
    { origin: '*', dangerouslyReflectHeaders: true, allowHeaders: ['x-a'] },
    { origin: '*', allowMethods: ['PURGE', 'FROB', 'M-SEARCH'] },
    { origin: () => true, credentials: true },
    { origin: '*', maxAge: 0, preflightStatus: 200, onError: 'throw' },
    { origin: '*', maxAge: 86_400, preflightStatus: 204, onError: () => Response.error(), onDecision: () => {} },
    { origin: '*', credentials: undefined, allowMethods: undefined, maxAge: undefined, onError: undefined },
  ])('are accepted: %o', (options) => {
    expect(issuesOf(options)).toEqual([])
  })

  it('are completed with defaults', () => {
    expect(cors({ origin: [] }).toJSON()).toEqual({
      origin: [],
      credentials: false,
      allowMethods: ['GET', 'HEAD', 'POST'],
      allowHeaders: [],
      exposeHeaders: [],
      timingAllowOrigin: false,
      maxAge: undefined,
      preflightStatus: 204,
      enforce: false,
      cookieless: false,
      onError: undefined,
      dangerouslyAllowInsecureOrigins: false,
      dangerouslyAllowPublicSuffixes: false,
      dangerouslyAllowNullOrigin: false,
      dangerouslyReflectHeaders: false,
    })
  })

  it('lose their duplicates, for header names regardless of case, keeping the first spelling', () => {
    const { allowMethods, allowHeaders, exposeHeaders } = cors({
      origin: '*',
      allowMethods: ['PUT', 'PUT', 'PURGE', 'PURGE'],
      allowHeaders: ['X-A', 'x-a', 'x-b'],
      exposeHeaders: ['x-a', 'X-A'],
    }).toJSON()

    expect(allowMethods).toEqual(['PUT', 'PURGE'])
    expect(allowHeaders).toEqual(['X-A', 'x-b'])
    expect(exposeHeaders).toEqual(['x-a'])
  })
})
