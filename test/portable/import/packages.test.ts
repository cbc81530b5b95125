import { array, assert, constantFrom, property, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseOrigin } from '../../../src/fetch/origin.ts'
import {
  fromExpress,
  fromFastify,
  fromHono,
  fromItty,
  fromSpring,
  type PackageImport,
} from '../../../src/import/index.ts'
import { cors } from '../../../src/index.ts'
import { PolicyError } from '../../../src/policy/issues.ts'
import { EXPRESS, FASTIFY, HONO, ITTY_5, ITTY_6 } from '../support/package-rows.ts'

const APP = 'https://app.example.com'

/** test/hosts/import compares what these options mean with the real packages. */
describe('the options of a package', () => {
  it.each([
    ['hono/cors', fromHono, HONO],
    ['cors', fromExpress, EXPRESS],
    ['@fastify/cors', fromFastify, FASTIFY],
    ['itty-router', fromItty, ITTY_6],
    ['itty-router 5', (options: never) => fromItty(options, { version: 5 }), ITTY_5],
  ] as const)('%s are taken or refused', (_name, read: (options: never) => PackageImport, rows) => {
    const found = rows.map(([options, findings]) => {
      const { notes, refusals, options: policy } = read(options as never)
      expect(policy === undefined).toBe(refusals.length > 0)
      expect(() => cors(policy ?? { origin: [] })).not.toThrow()
      const codes = [...refusals.map(({ code }) => `${code}!`), ...notes.map(({ code }) => code)]
      return codes.filter((code) => code !== 'headers-reflected' || findings.includes(code)).toSorted()
    })
    expect(found).toEqual(rows.map(([, findings]) => findings.split(' ').filter(Boolean).toSorted()))
  })
})

describe('a refusal', () => {
  it.each([
    [
      fromExpress({ origin: /example\.com$/ }),
      { setting: 'origin', code: 'regex-unsafe', witness: 'http://aexample.com' },
    ],
    [
      fromExpress({ origin: ['https://x.example', /^https:\/\/app.example.com$/] }),
      { setting: 'origin', index: 1, code: 'regex-unsafe', nearest: ['https://app.example.com'] },
    ],
    [fromFastify({ origin: `${APP}/` }), { setting: 'origin', code: 'origin-has-path', meant: APP }],
    [fromHono({ origin: [APP, 'example.com'] }), { index: 1, code: 'origin-no-scheme', meant: 'https://example.com' }],
    [fromHono({ allowHeaders: 'x-a, x-b' as never }), { code: 'list-is-string', meant: ['x-a', 'x-b'] }],
    [fromItty({ credentials: true }), { code: 'any-origin-credentials', witness: 'https://attacker.test' }],
    [fromHono({ credentials: true }), { code: 'any-origin-credentials', witness: 'https://attacker.test' }],
    [fromExpress({ origin: 1 as never }), { code: 'origin-everyone', witness: 'https://attacker.test' }],
    [fromExpress({ origin: ['https://*.example.com'] }), { index: 0, nearest: ['https://*.example.com'] }],
    [fromSpring({ allowedMethods: ['put'] }), { setting: 'allowedMethods', index: 0, meant: 'PUT' }],
    [fromSpring({ '/a/**': { maxAge: 90_000 } }), { setting: '/a/** maxAge', meant: 86_400 }],
  ])('%# has its place, and what helps', ({ options, routes, refusals }, expected) => {
    expect(options ?? routes).toBeUndefined()
    expect(refusals[0]).toMatchObject(expected)
  })
})

describe('a note', () => {
  it.each([
    [fromHono({ allowedHeaders: ['x-a'] } as never), 'allowHeaders'],
    [fromHono({ methods: ['PUT'] } as never), 'allowMethods'],
    [fromExpress({ exposeHeaders: ['x-a'] } as never), 'exposedHeaders'],
    [fromExpress({ optionsSuccessCode: 200 } as never), 'optionsSuccessStatus'],
    [fromExpress({ optionSuccessStatus: 200 } as never), 'optionsSuccessStatus'],
    [fromFastify({ credential: true } as never), 'credentials'],
    [fromItty({ origins: [APP] } as never), 'origin'],
    [fromSpring({ allowedOrigin: [APP] } as never), 'allowedOrigins'],
  ])('%# asks for the name that was probably meant', ({ notes }, meant) => {
    expect(notes.find(({ code }) => code === 'option-unknown')).toMatchObject({ meant })
  })
})

describe('an argument', () => {
  it.each([null, 7, 'x', [], true, Promise.resolve()])('%s is no options at all', (value) => {
    for (const read of [fromHono, fromExpress, fromFastify, fromItty, fromSpring])
      expect(() => read(value as never)).toThrow(PolicyError)
    expect(() => fromItty({}, value as never)).toThrow(PolicyError)
  })

  it('is frozen in the result, and is not shared with it', () => {
    const allowMethods = ['GET']
    const result = fromHono({ origin: APP, allowMethods })
    allowMethods.push('DELETE')
    expect(result.options?.allowMethods).toEqual(['GET'])
    expect(Object.isFrozen(result) && Object.isFrozen(result.notes) && Object.isFrozen(result.options)).toBe(true)
  })
})

/** Parts of expressions that people write, with their anchors or without. */
const regex = tuple(
  constantFrom('^', '^', ''),
  constantFrom(
    String.raw`https:\/\/`,
    String.raw`https?:\/\/`,
    String.raw`(?:https|http):\/\/`,
    String.raw`(https?:\/\/)?`,
    '',
  ),
  constantFrom(
    '',
    String.raw`app\.`,
    String.raw`[a-z-]+\.`,
    String.raw`.*\.`,
    String.raw`(?<name>\w+)\.`,
    '(app|other)[.]',
    'app.',
  ),
  constantFrom(String.raw`example\.com`, 'example.com', 'localhost', String.raw`example\.(com|org)`),
  constantFrom('', '', String.raw`(:\d+)?`, ':8443'),
  constantFrom('$', '$', '', String.raw`$|^https:\/\/x\.test$`, '|x'),
  constantFrom('', 'i'),
).map(
  ([start, scheme, label, domain, port, end, flags]) => new RegExp(start + scheme + label + domain + port + end, flags),
)

const origin = tuple(
  constantFrom('https', 'http'),
  constantFrom('', 'app.', 'other.', 'a-b.', 'a.b.', 'evil', 'app', '_.', 'example.com.'),
  constantFrom('example.com', 'examplexcom', 'localhost', 'example.org', 'attacker.test', 'x.test'),
  constantFrom('', '', ':8443', ':1'),
).map(([scheme, label, domain, port]) => `${scheme}://${label}${domain}${port}`)

describe('a RegExp that is taken', () => {
  it('allows exactly the origins in which test() finds it', () => {
    let taken = 0
    assert(
      property(regex, array(origin, { minLength: 25, maxLength: 25 }), (expression, origins) => {
        const { options } = fromExpress({ origin: [expression] })
        if (!options) return
        taken++
        const policy = cors(options)
        for (const one of origins.filter((text) => parseOrigin(text)))
          expect([expression, one, policy.allowsOrigin(one)]).toEqual([expression, one, expression.test(one)])
        for (const stranger of [
          'https://attacker.test',
          'https://evilexample.com',
          'https://example.com.attacker.test',
        ])
          expect([expression, policy.allowsOrigin(stranger)]).toEqual([expression, false])
      }),
      { numRuns: 40 },
    )
    expect(taken).toBeGreaterThan(5)
  })
})
