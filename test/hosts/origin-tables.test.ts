import { afterAll, beforeAll, expect, it } from 'vitest'
import { originFilter, originTable } from '../../src/origins/index.ts'
import type { Running } from './support/upstream.ts'
import { serveWorker } from './support/workerd.ts'

const BUILT = 'https://built.example'
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

let worker: Running
beforeAll(async () => {
  worker = await serveWorker(
    'test/hosts/on-workers/tables.ts',
    {},
    { define: { TABLE: base64(originTable([BUILT]).toBytes()), FILTER: base64(originFilter([BUILT]).toBytes()) } },
  )
})
afterAll(() => worker?.stop())

it('a Worker makes and reads tables while it starts', async () => {
  const ask = (origin: string) => fetch(worker.origin, { headers: { origin } })
  const answer = await ask('https://listed.example')
  expect(await answer.json()).toEqual([
    [true, true, false, false, true],
    [false, false, true, true, true],
    [false, false, false, false, true],
  ])
  expect(answer.headers.get('access-control-allow-origin')).toBe('https://listed.example')
  const refused = await ask(BUILT)
  expect(refused.headers.get('access-control-allow-origin')).toBe(null)
})
