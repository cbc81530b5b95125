import {
  fromD1,
  fromDenoKv,
  fromDurableObject,
  fromHttp,
  fromKv,
  fromPostgres,
  fromRedis,
  fromSqlite,
  type OriginLookup,
} from '../../../src/origins/index.ts'
import type { Output } from './outputs-about-options.ts'

/** The functions that make a lookup of a client, and a client whose store gives a value. */
const STORES: readonly (readonly [from: (client: never) => OriginLookup, clientOf: (value: unknown) => object])[] = [
  [fromD1, (allowed) => ({ prepare: () => ({ bind: () => ({ first: () => ({ allowed }) }) }) })],
  [fromDenoKv, (value) => ({ get: () => ({ value }) })],
  [fromDurableObject, (value) => ({ idFromName: () => ({}), get: () => ({ allows: () => value }) })],
  [fromKv, (value) => ({ get: () => value })],
  [fromPostgres, (allowed) => ({ query: () => ({ rows: [{ allowed }] }) })],
  [fromRedis, (value) => ({ sismember: () => value })],
  [fromSqlite, (allowed) => ({ prepare: () => ({ get: () => ({ allowed }) }) })],
]

const TEMPLATE = 'https://tenants.example/{tenant}/{origin}'
const question = { signal: new AbortController().signal, context: {} }

/** What the ready stores write about their arguments and about the answers of the stores. */
export const OUTPUTS_ABOUT_STORES: readonly Output[] = [
  ...STORES.flatMap(([callee, clientOf]): Output[] => {
    const { name } = callee
    const from = callee as (...given: unknown[]) => OriginLookup
    return [
      [callee, `the client of ${name}()`, (value) => from(value)],
      [callee, `the second argument of ${name}()`, (value) => from(clientOf(true), value)],
      [callee, `the client in the context of ${name}()`, async (value) => from(() => value)('acme', 'a://b', question)],
      [callee, `the answer to ${name}()`, async (value) => from(clientOf(value))('acme', 'a://b', question)],
    ]
  }),
  [fromHttp, 'the URL of fromHttp()', (value) => fromHttp(value as never)],
  [fromHttp, 'the second argument of fromHttp()', (value) => fromHttp(TEMPLATE, value as never)],
  [
    fromHttp,
    'the answer to fromHttp()',
    async (status) => fromHttp(TEMPLATE, async () => ({ status }) as Response)('acme', 'a://b', question),
  ],
]
