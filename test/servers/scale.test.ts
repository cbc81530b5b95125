import { afterAll, beforeAll, expect, test } from 'vitest'
import { ExportError } from '../../src/export/index.ts'
import { cors } from '../../src/index.ts'
import { answerOf } from './support/answer.ts'
import { UPSTREAM } from './support/data.ts'
import { exchange } from './support/exchange.ts'
import { isInstalled, startTarget, TARGETS } from './support/targets.ts'
import { type Listening, startUpstream } from './support/upstream.ts'

let upstream: Listening
beforeAll(async () => {
  upstream = await startUpstream(UPSTREAM)
})
afterAll(() => upstream.stop())

/** Names as long as those of previews, which need larger tables. */
const originAt = (at: number): string => `https://customer-${at}-of-a-rather-large-service.customers.example`
const policyFor = (count: number): ReturnType<typeof cors> =>
  cors({ origin: Array.from({ length: count }, (_, at) => originAt(at)) })

const installed = TARGETS.filter(isInstalled)

test.each(
  installed.flatMap((target) =>
    (/^(Caddy|Apache)$/.test(target.name) ? [1024] : [1024, 3000, 100_000]).map((count) => ({ target, count })),
  ),
)('$target.name finds the last of $count origins, and no other', async ({ target, count }) => {
  const server = await startTarget(target, target.export(policyFor(count)).files, upstream.port)
  const ask = async (origin: string): Promise<string | undefined> =>
    answerOf(await exchange(server.port, { method: 'GET', path: '/200', headers: [['Origin', origin]] })).ac[
      'allow-origin'
    ]
  const [last, next, first] = await Promise.all([ask(originAt(count - 1)), ask(originAt(count)), ask(originAt(0))])
  await server.stop()
  expect({ last, next, first }).toEqual({ last: originAt(count - 1), next: undefined, first: originAt(0) })
})

test.each(installed.filter(({ name }) => /^(Caddy|Apache)$/.test(name)))(
  '$name refuses more than 1024 origins, which it would compare one by one',
  (target) => {
    expect(() => target.export(policyFor(1025))).toThrow(ExportError)
    expect(() => target.export(policyFor(1025))).toThrow('export-too-many-origins')
  },
)
