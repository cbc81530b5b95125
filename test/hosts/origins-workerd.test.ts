import { Agent, type ClientRequest, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { expectBuild } from './support/build.ts'
import { listen, type Running } from './support/upstream.ts'
import { serveWorker } from './support/workerd.ts'

const SHOP = 'https://www.shop.example'
/** The option `deadline` of the Worker, in milliseconds, and the time that two processes may need besides. */
const DEADLINE = 500
const SLACK = 1500

type Behaviour = 'answers' | 'hangs' | 'fails' | 'lies' | 'is slow'

let behaviour: Behaviour = 'answers'
let allowed = true
const asked: string[] = []
const agent = new Agent({ keepAlive: true, maxSockets: 2000 })

let store: Running
beforeAll(async () => {
  expectBuild()
  store = await listen((question, response) => {
    const tenant = new URL(question.url!, 'http://store').searchParams.get('tenant')!
    asked.push(tenant)
    if (behaviour === 'hangs') return
    if (behaviour === 'fails') return void response.destroy()
    const answer = behaviour === 'lies' ? '"true"' : String(allowed && !tenant.startsWith('no'))
    setTimeout(() => response.end(answer), behaviour === 'is slow' ? 800 : 20)
  })
})
afterAll(() => store.stop())
beforeEach(() => {
  behaviour = 'answers'
  allowed = true
  asked.length = 0
})

describe.each([
  ['with waitUntil', {}],
  ['without waitUntil', { BARE: 'yes' }],
] as const)('a store on Workers, %s', (_name, variables) => {
  let worker: Running
  beforeAll(async () => {
    worker = await serveWorker(
      'test/hosts/on-workers/tenants.ts',
      { STORE: store.origin, ...variables },
      { quiet: true },
    )
  })
  afterAll(() => worker.stop())

  const open = (path: string): ClientRequest =>
    request(`${worker.origin}${path}`, { headers: { Origin: SHOP }, agent }).on('error', () => {})

  /** The allowed origin, and the milliseconds that the answer took. */
  function ask(tenant: string, path = '/'): Promise<readonly [origin: string | undefined, took: number]> {
    const start = performance.now()
    return new Promise((resolve) => {
      open(`${path}?tenant=${tenant}`)
        .on('response', (response) => {
          response.resume()
          resolve([response.headers['access-control-allow-origin'], performance.now() - start])
        })
        .end()
    })
  }

  /** A client that leaves as soon as its request has reached the store. */
  async function leave(tenant: string, path = '/'): Promise<void> {
    const before = asked.length
    const client = open(`${path}?tenant=${tenant}`)
    client.end()
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(before))
    client.destroy()
  }

  it('puts one question for 1,000 requests at a time', async () => {
    const answers = await Promise.all(Array.from({ length: 1000 }, () => ask('many', '/patient')))
    expect(new Set(answers.map(([origin]) => origin))).toEqual(new Set([SHOP]))
    expect(asked).toEqual(['many'])
  })

  it('answers later requests when the client of the one that asked has left', async () => {
    behaviour = 'hangs'
    await leave('left')
    behaviour = 'answers'
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask('left')))
    expect(answers.map(([origin]) => origin)).toEqual(answers.map(() => SHOP))
    expect(Math.max(...answers.map(([, took]) => took))).toBeLessThan(DEADLINE + SLACK)
    expect(asked.length).toBeLessThanOrEqual(3)
  })

  it('hangs if a promise of another request is awaited, so the test before sees what it should', async () => {
    behaviour = 'hangs'
    await leave('naive', '/naive')
    behaviour = 'answers'
    const answer = await Promise.race([ask('naive', '/naive'), sleep(3 * DEADLINE, 'hangs')])
    expect(answer).toBe('hangs')
  })

  it('refreshes an answer after the response', async () => {
    await ask('refreshed')
    await sleep(800)
    expect((await ask('refreshed'))[0]).toBe(SHOP)
    // Without waitUntil, the work of the refresh ends with the request, so a later request has to ask again.
    const isLost = 'BARE' in variables
    await vi.waitFor(() => expect(asked).toHaveLength(isLost ? 1 : 2))
    await sleep(400)
    expect((await ask('refreshed'))[0]).toBe(SHOP)
    expect(asked).toHaveLength(2)
  })

  it.each(['hangs', 'fails', 'is slow'] as const)('serves an old answer when the store %s', async (fault) => {
    const tenant = `old-${fault.replace(' ', '-')}`
    await ask(tenant)
    await sleep(1000)
    behaviour = fault
    const [origin, took] = await ask(tenant)
    expect(origin).toBe(SHOP)
    expect(took).toBeLessThan(DEADLINE + SLACK)
    if (fault === 'is slow') return
    await sleep(1000)
    expect((await ask(tenant))[0]).toBeUndefined()
  })

  it('never allows what the store does not allow, and never hangs, whatever the store and the clients do', async () => {
    const behaviours: readonly Behaviour[] = ['answers', 'hangs', 'fails', 'lies', 'is slow']
    let seed = 7
    const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below
    const answers: Promise<unknown>[] = []
    for (let round = 0; round < 40; round++) {
      behaviour = behaviours[random(behaviours.length)]!
      for (let count = 0; count < 10; count++) {
        const tenant = `${random(2) ? 'yes' : 'no'}-${random(4)}`
        if (random(4)) answers.push(ask(tenant).then(([origin, took]) => [tenant.startsWith('no') && origin, took]))
        else {
          const client = open(`/?tenant=${tenant}`)
          client.end()
          setTimeout(() => client.destroy(), random(60))
        }
      }
      // oxlint-disable-next-line no-await-in-loop -- the store changes between the rounds
      await sleep(50)
    }
    const done = (await Promise.all(answers)) as [wrong: string | false | undefined, took: number][]
    expect(done.filter(([wrong]) => wrong)).toEqual([])
    expect(Math.max(...done.map(([, took]) => took))).toBeLessThan(DEADLINE + SLACK)
  })
})
