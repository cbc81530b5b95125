import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Shape, SHAPES } from '../portable/support/app-shapes.ts'
import { corsHeaders } from '../portable/support/requests.ts'
import { startRuntime, startWorker } from './support/process.ts'
import type { Running } from './support/upstream.ts'

const APP = 'https://app.example.com'
const shapes = Object.entries(SHAPES).map(([shape, make]) => [shape, make()] as const)

/** The answers to an allowed origin, to another one, and to a preflight. */
async function answersOf(origin: string): Promise<unknown[]> {
  const allowed = await fetch(origin, { headers: { Origin: APP } })
  const refused = await fetch(origin, { headers: { Origin: 'https://evil.example' } })
  const preflight = await fetch(origin, {
    method: 'OPTIONS',
    headers: { Origin: APP, 'Access-Control-Request-Method': 'PUT' },
  })
  return [await allowed.text(), corsHeaders(allowed), await refused.text(), corsHeaders(refused), preflight.status]
}

const answers = (name: string): unknown[] => [
  `${name} 1`,
  { 'access-control-allow-origin': APP, vary: 'Accept, Origin' },
  `${name} 2`,
  { vary: 'Accept, Origin' },
  204,
]

describe.each<[command: string, args: readonly string[], isServed: (shape: Shape) => boolean]>([
  ['bun', ['run', 'test/hosts/on-bun/app.ts'], ({ needsThis }) => !needsThis],
  ['deno', ['serve', '-A', '--no-lock', '--host', '127.0.0.1', '--port', '0', 'test/hosts/on-deno/app.ts'], () => true],
])('%s serves', (command, args, isServed) => {
  it.each(shapes.filter(([, shape]) => isServed(shape)))('%s', async (shape, { name }) => {
    const { origin, stop } = await startRuntime(command, args, { SHAPE: shape, BUN_PORT: '0' })
    const seen = await answersOf(origin).finally(stop)

    expect(seen).toEqual(answers(name))
  })
})

describe('a Worker serves an instance with private fields', () => {
  let worker: Running
  beforeAll(async () => {
    worker = await startWorker('test/hosts/on-workers/wrangler.toml', 'test/hosts/on-workers/app.ts')
  })
  afterAll(async () => worker.stop())

  it('with the policy', async () => {
    expect(await answersOf(worker.origin)).toEqual(answers('private'))
  })

  it('and its handler of schedules', async () => {
    const response = await fetch(`${worker.origin}/cdn-cgi/handler/scheduled`)

    expect([response.status, await response.text()]).toEqual([200, 'ok'])
  })
})
