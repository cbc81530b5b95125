import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test, type TestContext } from 'vitest'
import type { SubjectName } from '../soak/faults/subjects.ts'
import { faultsOf, testSubject } from '../soak/faults/test-subject.ts'
import { type Counts, load } from '../soak/stores/load.ts'
import { createTruth } from '../soak/stores/truth.ts'
import { STEADY_PAIRS } from '../soak/stores/traffic.ts'

// The soaks run for long, and alone. These tests plant faults, and see whether a soak would find them.

describe.concurrent('a short run of npm run soak:faults', () => {
  const run = async (subject: SubjectName): Promise<string> => faultsOf(await testSubject(subject, 1500)).join('\n')

  test.each([
    ['believes truthy values', /^\d+ origins were allowed that the store does not allow/m],
    ['shares promises', /^\d+ requests had no answer in time/m],
    ['keeps every origin', /^The memory grows by (\d{3,}|[2-9]\d)/m],
  ] as const)('finds what is wrong with a predicate that %s', async (subject, fault) => {
    expect(await run(subject)).toMatch(fault)
  })

  test('finds no wrong answer of originStore', async () => {
    expect(await run('originStore')).not.toMatch(/origins were allowed|had no answer|failed/)
  })
})

const BOUNDS = { fresh: 1000, stale: 5000 }

describe('what a store says', () => {
  const [tenant, origin] = ['t1', 'https://app.example']

  /** Allows an origin at 0 and revokes it at 10,000, and confirms both 100 ms later. */
  function revoked(): ReturnType<typeof createTruth> {
    let clock = 100
    const truth = createTruth(BOUNDS, () => clock)
    truth.change(tenant, origin, true)()
    const confirm = truth.change(tenant, origin, false)
    clock = 10_100
    confirm()
    return truth
  }

  test.each([
    ['before the revocation', { from: 9000, isAnswering: true }, 'fine'],
    ['while the answer was fresh', { from: 11_000, isAnswering: true }, 'fine'],
    [
      'later',
      { from: 11_500, isAnswering: true },
      'The store refuses it for 1400 ms, and an answer may be 1000 ms old',
    ],
    ['later, and the store is down', { from: 16_000, isAnswering: false }, 'fine'],
    ['later than stale', { from: 17_000, isAnswering: false }, /^The store refuses it for 6900 ms/],
  ])('tells whether an answer was used for too long: %s', (_when, asked, fault) => {
    expect(revoked().faultOf({ tenant, origin, ...asked }) ?? 'fine').toMatch(fault)
  })

  test('may be either answer while a change is not confirmed', () => {
    const truth = createTruth(BOUNDS, () => 0)
    truth.change(tenant, origin, true)
    expect(truth.faultOf({ tenant, origin, from: 99_999, isAnswering: true })).toBeUndefined()
  })

  test('is about a tenant', () => {
    const truth = createTruth(BOUNDS)
    truth.change(tenant, origin, true)()
    expect(truth.faultOf({ tenant: 't2', origin, from: 0, isAnswering: true })).toBe('The store never allowed it')
  })
})

type Listener = (request: IncomingMessage, response: ServerResponse) => void

describe.concurrent('the traffic of npm run soak:stores', () => {
  async function loadOn(
    { onTestFinished }: TestContext,
    listener: Listener,
  ): Promise<{ counts: Counts; faults: string[] }> {
    const server: Server = createServer(listener)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    const truth = createTruth(BOUNDS)
    for (const pair of STEADY_PAIRS) truth.change(pair.tenant, pair.origin, true)()
    const faults: string[] = []
    const counts = await load({
      port: (server.address() as AddressInfo).port,
      seconds: 1,
      rate: 200,
      truth,
      health: { kills: 0, blocks: 0, downMs: 0, worksSince: 0 },
      signal: new AbortController().signal,
      report: (fault) => faults.push(fault),
    })
    return { counts, faults }
  }
  const allow: Listener = ({ headers: { origin } }, response) =>
    response.setHeader('access-control-allow-origin', origin!).end()
  const isSteady = ({ url, headers: { origin } }: IncomingMessage): boolean =>
    STEADY_PAIRS.some((pair) => pair.origin === origin && url === `/${pair.tenant}/items`)

  test('finds a server that allows everybody', async (context) => {
    const { faults } = await loadOn(context, allow)
    expect(faults).toContainEqual(expect.stringMatching(/^Wrong: invented .* The store never allowed it$/))
    expect(faults).toContainEqual(expect.stringMatching(/^Wrong: foreign /))
  })

  test('finds a server that hangs now and then', async (context) => {
    const { faults } = await loadOn(context, (request, response) => {
      if (Math.random() < 0.9) (isSteady(request) ? allow : (_request: unknown) => response.end())(request, response)
    })
    expect(faults).toContainEqual(expect.stringMatching(/^\w+: Hung: no answer after \d+ ms$/))
  })

  test('counts honest requests that a server refuses', async (context) => {
    const { counts, faults } = await loadOn(context, (_request, response) =>
      response.setHeader('x-troubles', '0').end(),
    )
    expect(faults).toEqual([])
    expect(counts.steady).toBeGreaterThan(0)
    expect(counts.steadyRefused).toBe(counts.steady)
    expect(counts.needlesslyRefused).toBeGreaterThan(0)
  })

  test('finds nothing wrong with a server that allows what the store allows', async (context) => {
    const { counts, faults } = await loadOn(context, (request, response) =>
      isSteady(request) ? allow(request, response) : response.end(),
    )
    expect(faults).toEqual([])
    expect(counts.steadyRefused).toBe(0)
  })
})
