import * as storing from '../../../src/origins/index.ts'
import type { Output } from './outputs-about-options.ts'

/** The functions that make a lookup of a client, and a client whose store gives a value. */
const STORES: Readonly<Record<string, (value: unknown) => object>> = {
  fromD1: (allowed) => ({ prepare: () => ({ bind: () => ({ first: () => ({ allowed }) }) }) }),
  fromDenoKv: (value) => ({ get: () => ({ value }) }),
  fromDurableObject: (value) => ({ idFromName: () => ({}), get: () => ({ allows: () => value }) }),
  fromKv: (value) => ({ get: () => value }),
  fromPostgres: (allowed) => ({ query: () => ({ rows: [{ allowed }] }) }),
  fromRedis: (value) => ({ sismember: () => value }),
  fromSqlite: (allowed) => ({ prepare: () => ({ get: () => ({ allowed }) }) }),
}

const TEMPLATE = 'https://tenants.example/{tenant}/{origin}'
const question = { signal: new AbortController().signal, context: {} }

/** What the ready stores write about their arguments and about the answers of the stores. */
export const OUTPUTS_ABOUT_STORES: readonly Output[] = [
  ...Object.entries(STORES).flatMap(([name, storeOf]): Output[] => {
    const from = storing[name as keyof typeof storing] as (...given: unknown[]) => storing.OriginLookup
    return [
      [from, `the client of ${name}()`, (value) => from(value)],
      [from, `the second argument of ${name}()`, (value) => from(storeOf(true), value)],
      [from, `the client in the context of ${name}()`, async (value) => from(() => value)('acme', 'a://b', question)],
      [from, `the answer to ${name}()`, async (value) => from(storeOf(value))('acme', 'a://b', question)],
    ]
  }),
  [storing.fromHttp, 'the URL of fromHttp()', (value) => storing.fromHttp(value as never)],
  [storing.fromHttp, 'the second argument of fromHttp()', (value) => storing.fromHttp(TEMPLATE, value as never)],
  [
    storing.fromHttp,
    'the answer to fromHttp()',
    async (status) => storing.fromHttp(TEMPLATE, async () => ({ status }) as Response)('acme', 'a://b', question),
  ],
]
