import { join } from 'node:path'
import { Ajv } from 'ajv'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cors } from '../../src/index.ts'
import { OPTION_RULES } from '../../src/policy/rules.ts'
import { OPTION_TABLE } from '../../src/schema/option-table.ts'
import { defaultInWords, policySchema } from '../../src/schema/policy-schema.ts'
import { allOptions, anyOrigin, patternList, token } from '../portable/support/arbitraries.ts'
import { CREDENTIAL_FAULTS, issuesOf, OPTION_FAULTS, ORIGIN_FAULTS } from '../portable/support/faults.ts'
import { renderOptions } from './options-document.ts'
import { readText, ROOT } from './project.ts'

const OPTIONS = Object.keys(OPTION_TABLE) as (keyof typeof OPTION_TABLE)[]

test('schema.json is made of the table of options: npm run schema', async () => {
  await expect(`${JSON.stringify(policySchema(), null, 2)}\n`).toMatchFileSnapshot(join(ROOT, 'schema.json'))
})

test('docs/options.md has the table of options: npm run schema', async () => {
  await expect(renderOptions(readText('docs/options.md'))).toMatchFileSnapshot(join(ROOT, 'docs/options.md'))
})

describe('the table of options', () => {
  test('has the options of cors(), in the order of its messages', () => {
    expect(OPTIONS).toEqual(Object.keys(OPTION_RULES))
  })

  const source = readText('src/policy/options.ts')
  test.each(OPTIONS)('says about %s what its comment says first', (option) => {
    const [, comment = ''] = new RegExp(`/\\*\\*((?:(?!\\*/)[^])*)\\*/\\s*readonly ${option}\\??:`).exec(source) ?? []
    const text = comment
      .replaceAll(/^[ *]+/gm, '')
      .replaceAll(/\s+/g, ' ')
      .trim()
    expect(`${text} `.startsWith(`${OPTION_TABLE[option].sentence} `)).toBe(true)
    expect(OPTION_TABLE[option].sentence).toMatch(/^[A-Z][^.]*(\.\w[^.]*)*\.$/)
  })

  test.each(OPTIONS.filter((option) => !/^(dangerously|on)/.test(option)))(
    'has the default of %s that its section has',
    (option) => {
      const [, start = ''] = new RegExp(`^## ${option}\n\n(.*)`, 'm').exec(readText('docs/options.md')) ?? []
      const isRequired = OPTION_RULES[option]?.isRequired === true
      expect(start).toMatch(isRequired ? /^Required\./ : /^Default: /)
      expect(isRequired || new RegExp(`^Default: ${escape(defaultInWords(option))}[.,]`).test(start)).toBe(true)
    },
  )
})

function escape(text: string): string {
  return text.replaceAll(/[[\]()*.]/g, String.raw`\$&`)
}

const isAccepted = new Ajv({ allErrors: true }).compile(policySchema())

/** Policies as data: valid ones, faulty ones, and those of both kinds with an option of another. */
const asJson = (options: unknown): Record<string, unknown> => JSON.parse(JSON.stringify(options)) as never
const isData = (value: unknown): boolean =>
  typeof value === 'object' && value !== null
    ? [null, Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value) as null) &&
      Object.values(value).every(isData)
    : value === null || /string|boolean/.test(typeof value) || Number.isFinite(value)
const faulty = [...ORIGIN_FAULTS, ...CREDENTIAL_FAULTS, ...OPTION_FAULTS].flatMap(({ options }) =>
  isData(options) ? [asJson(options)] : [],
)
const oddOrigin = fc.oneof(
  anyOrigin,
  patternList.map(([pattern = '*']) => pattern),
  fc.constantFrom(
    ...['https://*.vercel.app', 'https://*.co.uk', 'https://*.com:8443', 'https://*.localhost', 'http://*.localhost:*'],
    ...[
      'https://[::1]',
      'https://[1:0:0:2:0:0:0:3]',
      'https://[0:0:1:2:3:4:5:6]',
      'http://[::1]:*',
      'https://[1::2::3]',
    ],
    ...[
      'capacitor://localhost',
      'app://x.localhost:*',
      'app://.',
      'qrc://',
      'qrc://:1',
      'ftp://a.example',
      'ws://a.example',
    ],
    ...[
      'http://127.0.0.1:*',
      'http://127.1',
      'http://127.0.0.1.example',
      'https://a.example:65536',
      'http://a.example:80',
    ],
    ...[
      'https://1.2.3.4',
      'https://1.2.3.256',
      'https://0x7f',
      'https://a.0x',
      'https://*.1',
      `https://${'a'.repeat(64)}`,
    ],
    ...[`https://${'a.'.repeat(126)}a`, `https://${'a.'.repeat(127)}a`, `https://*.${'a.'.repeat(125)}a`],
    `https://*.${'a.'.repeat(126)}a`,
  ),
)
const names = fc.array(
  fc.oneof(
    token,
    fc.constantFrom('*', 'PUT', 'patch', 'TRACE', 'Cookie', 'SEC-X', 'Access-Control-X', 'set-cookie', 'a b', ''),
  ),
  { maxLength: 3 },
)
const odd = fc.record(
  {
    origin: fc.oneof(oddOrigin, fc.array(oddOrigin, { maxLength: 3 }), fc.constantFrom('*', [], null, 1, {})),
    credentials: fc.constantFrom(true, true, false, 'true', null),
    vary: fc.constantFrom([], ['x-a'], 'x-a'),
    allowMethods: fc.oneof(names, fc.constant('PUT')),
    allowHeaders: fc.oneof(names, fc.constant('x-a')),
    exposeHeaders: fc.oneof(names, fc.constant('x-a')),
    timingAllowOrigin: fc.constantFrom(true, false, 'true', 1),
    maxAge: fc.constantFrom(0, 5, 86_400, 86_401, -1, 0.5, '5', null),
    preflightStatus: fc.constantFrom(200, 204, 201, '204'),
    enforce: fc.constantFrom(true, false, 0),
    self: fc.oneof(oddOrigin, fc.array(oddOrigin, { maxLength: 2 }), fc.constant(null)),
    cookieless: fc.constantFrom(true, false),
    onDecision: fc.constantFrom(null, 'x'),
    onError: fc.constantFrom('throw', 'ignore', null),
    dangerouslyAllowInsecureOrigins: fc.boolean(),
    dangerouslyAllowPublicSuffixes: fc.boolean(),
    dangerouslyAllowNullOrigin: fc.boolean(),
    dangerouslyReflectHeaders: fc.boolean(),
    methods: names,
  },
  { requiredKeys: [] },
)
/** A policy with a few options of an odd one, so that most have one or two faults. */
const mixed = fc
  .tuple(allOptions, odd, fc.infiniteStream(fc.integer({ min: 0, max: 9 })))
  .map(([options, other, dice]) =>
    Object.assign(asJson(options), Object.fromEntries(Object.entries(other).filter(() => dice.next().value === 0))),
  )
const policies = fc.oneof(
  allOptions.map((options) =>
    asJson(
      typeof options.origin === 'function' ? cors({ ...options, origin: '*', credentials: false }).toJSON() : options,
    ),
  ),
  mixed,
  mixed,
  fc.constantFrom(...faulty),
)

/** Issues that the schema does not find, each with the reason. */
const UNSAID: Readonly<Record<string, string>> = {
  'wildcard-public-suffix': 'the list of shared suffixes takes 4 kB, and may change in any version',
  'origin-not-canonical': 'which zeros of an IPv6 address become `::` needs counting',
}

describe('the schema', () => {
  const samples = fc
    .sample(policies, { seed: 0x636f7273, numRuns: 6000 })
    .map((options) => ({ options, issues: issuesOf(options) }))
  const [accepted, refused] = [
    samples.filter(({ issues }) => !issues.length),
    samples.filter(({ issues }) => issues.length),
  ]

  test('accepts what cors() accepts: more than 1,000 policies', () => {
    expect(accepted.length).toBeGreaterThan(1000)
    expect(accepted.filter(({ options }) => !isAccepted(options))).toEqual([])
    expect(accepted.filter(({ options }) => !isAccepted(asJson(cors(options as { origin: '*' }).toJSON())))).toEqual([])
  })

  test('refuses what cors() refuses, except for what no schema can say: more than 1,000 policies', () => {
    expect(refused.length).toBeGreaterThan(1000)
    const missed = refused.filter(({ options }) => isAccepted(options))
    expect(missed.filter(({ issues }) => issues.some(({ code }) => UNSAID[code] === undefined))).toEqual([])
    expect(new Set(missed.flatMap(({ issues }) => issues.map(({ code }) => code)))).toEqual(
      new Set(Object.keys(UNSAID)),
    )
    expect(new Set(refused.flatMap(({ issues }) => issues.map(({ code }) => code))).size).toBeGreaterThan(28)
  })

  test('accepts the origins that cors() accepts, alone, in a list, in self, and with credentials', () => {
    const origin = fc.oneof(
      oddOrigin,
      fc
        .tuple(oddOrigin, fc.nat(), fc.constantFrom(...'*.:/-0af[]@_A ', '', '://', '*.', ':*', ':80', '.localhost'))
        .map(([text, at, part]) => text.slice(0, at % (text.length + 1)) + part + text.slice(at % (text.length + 1))),
    )
    let valid = 0
    const wrong: unknown[] = []
    for (const text of fc.sample(origin, { seed: 0x636f7273, numRuns: 8000 }))
      for (const options of [{ origin: text }, { origin: [text], credentials: true }, { origin: '*', self: text }]) {
        const codes = issuesOf(options).map(({ code }) => code)
        if (!codes.length) valid++
        const isKnown = codes.some((code) => UNSAID[code]) || isAccepted(options) === !codes.length
        if (!isKnown) wrong.push([options, codes])
      }
    expect(wrong).toEqual([])
    expect(valid).toBeGreaterThan(3000)
  })

  test('allows a file to name it', () => {
    const file = { $schema: './node_modules/corsage/schema.json', origin: '*' }
    expect(isAccepted(file)).toBe(true)
    expect(issuesOf(file)).toMatchObject([{ code: 'option-unknown', path: ['$schema'] }])
  })
})
