import { type Arbitrary, array, assert, asyncProperty, constantFrom, oneof, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromExpress, fromFastify, fromHono, fromItty, type PackageImport } from '../../../src/import/index.ts'
import { cors } from '../../../src/index.ts'
import { express, fastifyApp, hono, itty6, type Package } from './packages.ts'
import { verdictsOf } from '../../portable/support/verdicts.ts'

/** Values that are mostly taken, and now and then one that is not. */
function mostly(good: readonly unknown[], bad: readonly unknown[]): Arbitrary<unknown> {
  return oneof({ arbitrary: constantFrom(...good), weight: 9 }, { arbitrary: constantFrom(...bad), weight: 1 })
}

const STRINGS = ['https://app.example.com', 'https://other.example.com', 'http://localhost:3000', 'null']
const WRONG = [
  'http://app.example.com',
  'https://app.example.com/',
  'https://*.example.com',
  '*',
  '',
  7,
  null,
  undefined,
]
const REGEXES = [
  /^https:\/\/app\.example\.com$/,
  /https?:\/\/other\.example\.com$/,
  /\.example\.com$/,
  /^https:\/\/[a-z]+\.example\.com(:8443)?$/,
  /^https?:\/\/localhost(:\d+)?$/,
  /(https|http):\/\/(app|other)\.example\.(com|org)$/,
  /^https:\/\/app\.example\.com$|^null$/,
]
const UNSAFE = [/example\.com$/, /^https:\/\/app.example.com$/, /app/, /.*/, true, {}, () => true]

const string = mostly(STRINGS, WRONG)
const mixed = oneof({ arbitrary: string, weight: 3 }, { arbitrary: mostly(REGEXES, UNSAFE), weight: 2 })
const lists = (entry: Arbitrary<unknown>): Arbitrary<unknown> =>
  oneof(entry, array(entry, { maxLength: 3 }), constantFrom('*'))
const names = (takesString: boolean, ...known: string[]): Arbitrary<unknown> => {
  const list = array(mostly(known, ['*', 7, 'a b']), { maxLength: 3 })
  return takesString ? oneof(list, constantFrom(known.join(', '), known[0])) : list
}
const methods = ['GET', 'PUT', 'PATCH', 'DELETE', 'PROPFIND']
const headers = ['x-token', 'Content-Type', 'authorization', 'Origin']
const exposed = ['etag', 'X-Total']
const rest = {
  credentials: mostly([true, false], ['yes', null]),
  maxAge: mostly([0, 5, 600, 86_400], [-1, '60', null]),
}
const newer = (origin: Arbitrary<unknown>, takesString: boolean): object => ({
  ...rest,
  origin,
  allowMethods: names(takesString, ...methods),
  allowHeaders: names(takesString, ...headers),
  exposeHeaders: names(takesString, ...exposed),
})
const OLDER = {
  ...rest,
  origin: lists(oneof({ arbitrary: mixed, weight: 9 }, { arbitrary: array(mixed, { maxLength: 2 }), weight: 1 })),
  methods: names(true, ...methods),
  allowedHeaders: names(true, ...headers),
  exposedHeaders: names(true, ...exposed),
  optionsSuccessStatus: mostly([200, 204], [500]),
}

type Options = { readonly [name: string]: unknown }

const SUBJECTS = [
  ['hono/cors', fromHono, hono, newer(lists(string), false)],
  ['cors', fromExpress, express, OLDER],
  ['@fastify/cors', fromFastify, fastifyApp, OLDER],
  ['itty-router', fromItty, itty6, newer(oneof(mixed, array(string, { maxLength: 3 })), true)],
] as const satisfies readonly (readonly [string, (options: never) => PackageImport, Package, object])[]

/** With credentials, browsers take the default of itty-router, a star, literally. */
const LOST = /^\S+ (?:(?:PUT|PATCH|DELETE|QUERY|PROPFIND|patch) \S*|remembers \d+)$/

describe.each(SUBJECTS)('random options of %s', (_name, read, make, options) => {
  it('are refused, or let the same pages do the same', async () => {
    let taken = 0
    await assert(
      asyncProperty(record<Options>(options as never, { requiredKeys: [] }), async (given) => {
        const { options: policy, refusals, notes } = read(given)
        expect(policy === undefined).toBe(refusals.length > 0)
        if (!policy) return
        taken++
        const wrapped = cors(policy).wrap(() => new Response('Hello'))
        const ours = await verdictsOf(async (request) => await wrapped(request))
        const theirs = await verdictsOf(make(given))
        const isStar = notes.some(({ code }) => code === 'methods-star')
        expect([given, [...ours].filter((one) => !theirs.has(one))]).toEqual([given, []])
        const lost = [...theirs].filter((one) => !ours.has(one) && !one.startsWith('https://APP.'))
        expect([given, lost.filter((one) => !isStar || !LOST.test(one))]).toEqual([given, []])
      }),
      { numRuns: 50 },
    )
    expect(taken).toBeGreaterThan(10)
  })
})
