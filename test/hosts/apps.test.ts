import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Shape, SHAPES } from '../portable/support/app-shapes.ts'
import { corsHeaders } from '../portable/support/requests.ts'
import { startRuntime, startWorker } from './support/process.ts'
import type { Running } from './support/upstream.ts'

const APP = 'https://app.example.com'
const shapes = Object.entries(SHAPES).map(([shape, make]) => [shape, make()] as const)

async function expectPolicy(origin: string, name: string): Promise<void> {
  const allowed = await fetch(origin, { headers: { Origin: APP } })
  const refused = await fetch(origin, { headers: { Origin: 'https://evil.example' } })
  const preflight = await fetch(origin, {
    method: 'OPTIONS',
    headers: { Origin: APP, 'Access-Control-Request-Method': 'PUT' },
  })

  expect(corsHeaders(allowed)).toEqual({ 'access-control-allow-origin': APP, vary: 'Accept, Origin' })
  await expect(allowed.text()).resolves.toBe(`${name} 1`)
  expect(corsHeaders(refused)).toEqual({ vary: 'Accept, Origin' })
  await expect(refused.text()).resolves.toBe(`${name} 2`)
  expect(preflight.status).toBe(204)
}

describe.each<[command: string, args: readonly string[], isServed: (shape: Shape) => boolean]>([
  ['bun', ['run', 'test/hosts/on-bun/app.ts'], ({ needsThis }) => !needsThis],
  ['deno', ['serve', '-A', '--no-lock', '--host', '127.0.0.1', '--port', '0', 'test/hosts/on-deno/app.ts'], () => true],
])('%s serves', (command, args, isServed) => {
  it.each(shapes.filter(([, shape]) => isServed(shape)))('%s', async (shape, { name }) => {
    const { origin, stop } = await startRuntime(command, args, { SHAPE: shape, BUN_PORT: '0' })
    await expectPolicy(origin, name).finally(stop)
  })
})

describe('a Worker serves an instance with private fields', () => {
  let worker: Running
  beforeAll(async () => {
    worker = await startWorker('test/hosts/on-workers/wrangler.toml', 'test/hosts/on-workers/app.ts')
  })
  afterAll(async () => worker.stop())

  it('with the policy', () => expectPolicy(worker.origin, 'private'))

  it('and its handler of schedules', async () => {
    expect((await fetch(`${worker.origin}/cdn-cgi/handler/scheduled`)).status).toBe(200)
  })
})
