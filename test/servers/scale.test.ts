import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ExportError } from '../../src/export/index.ts'
import { cors } from '../../src/index.ts'
import { routes } from '../../src/routes/index.ts'
import { freePort } from '../hosts/support/free-port.ts'
import { answerOf } from './support/answer.ts'
import { UPSTREAM } from './support/data.ts'
import { exchange } from './support/exchange.ts'
import type { Exported } from './support/expected.ts'
import { isInstalled, startTarget, type Target, TARGETS } from './support/targets.ts'
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

/** What `nginx -t` says about the files of a policy or of a table, apart from its success. */
async function complaintsOf(target: Target, policy: Exported): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'corsage-server-'))
  const { files } = target.export(policy)
  const main = target.main({ folder, port: await freePort(), upstream: 1, dead: 1 }, files)
  const all = Object.entries({ ...files, 'main.conf': main })
  await Promise.all(all.map(([name, text]) => writeFile(join(folder, name), text)))
  const { stdout, stderr } = spawnSync(target.needs[0]!, ['-t', ...target.args(folder)], { encoding: 'utf8' })
  await rm(folder, { recursive: true })
  return `${stdout}${stderr}`.split('\n').filter((line) => line && !/ok$|successful$/.test(line))
}

const tableOf = (count: number): Exported =>
  routes(
    Object.fromEntries(
      Array.from({ length: count }, (_, at) => [`/a${at}/:id`, { origin: [originAt(at)], enforce: true }]),
    ),
  )

test.each(installed.filter(({ name }) => name === 'nginx').flatMap((target) => [{ target }]))(
  '$target.name has no warning about many origins, or about many rows',
  async ({ target }) => {
    const subjects = [policyFor(1500), policyFor(100_000), tableOf(2), tableOf(8), tableOf(40)]
    expect(await Promise.all(subjects.map((policy) => complaintsOf(target, policy)))).toEqual(subjects.map(() => []))
  },
)

test.each(installed.filter(({ name }) => /^(Caddy|Apache)$/.test(name)))(
  '$name refuses more than 1024 origins, which it would compare one by one',
  (target) => {
    expect(() => target.export(policyFor(1025))).toThrow(ExportError)
    expect(() => target.export(policyFor(1025))).toThrow('export-too-many-origins')
  },
)
