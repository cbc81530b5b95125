import { expect, test } from 'vitest'
import { answered, callOf, decided, exchangesOf, ran } from '../../lab/api/journal.ts'
import { cors } from '../../src/index.ts'

const policy = cors({ origin: ['http://localhost:*'], onDecision: decided })
const handle = policy.wrap((request: Request) => {
  ran(request)
  return new Response('Done', { status: 201 })
})

async function visit(call: string, origin = 'http://localhost:8787'): Promise<void> {
  const request = new Request(`http://127.0.0.1:8787/?call=${call}`, { headers: { Origin: origin } })
  answered(request, await handle(request), policy)
}

test('the decision, the status and whether the handler ran are kept under the name of the call', async () => {
  await visit('0000abcd')
  expect(exchangesOf('0000abcd')).toEqual([
    {
      sent: { method: 'GET', path: '/', origin: 'http://localhost:8787', hasCookies: false },
      decision: { kind: 'actual', allowed: true, reason: 'allowed', origin: 'http://localhost:8787' },
      credentials: false,
      ran: true,
      status: 201,
    },
  ])
})

test('what was sent is kept, but no cookie', async () => {
  const headers = {
    Origin: 'http://localhost:8787',
    'Access-Control-Request-Method': 'PUT',
    'Access-Control-Request-Headers': 'content-type',
    Cookie: 'session=secret',
  }
  const request = new Request('http://127.0.0.1:8787/orders?call=0000cafe&key=secret', { method: 'OPTIONS', headers })
  answered(request, await handle(request), policy)
  const kept = exchangesOf('0000cafe')
  expect(kept[0]?.sent).toEqual({
    method: 'OPTIONS',
    path: '/orders',
    origin: 'http://localhost:8787',
    asksFor: 'PUT with content-type',
    hasCookies: true,
  })
  expect(JSON.stringify(kept)).not.toContain('secret')
})

test('memory is bounded: calls, requests of a call, and what clients send', async () => {
  const names = Array.from({ length: 201 }, (_, index) => index.toString(16).padStart(8, '0'))
  // oxlint-disable-next-line no-await-in-loop
  for (const name of names) await visit(name)
  expect(names.filter((name) => exchangesOf(name).length)).toEqual(names.slice(1))

  // oxlint-disable-next-line no-await-in-loop
  for (let count = 0; count < 20; count++) await visit('0000beef', 'x'.repeat(5000))
  expect(exchangesOf('0000beef')).toHaveLength(8)
  expect(exchangesOf('0000beef')[0]?.decision.origin).toHaveLength(400)

  const long = 'x'.repeat(5000)
  const headers = {
    Origin: 'http://localhost:8787',
    'Access-Control-Request-Method': long,
    'Access-Control-Request-Headers': Array(100).fill(long.slice(0, 90)).join(','),
  }
  const request = new Request(`http://127.0.0.1:8787/${long}?call=0000feed`, { method: 'OPTIONS', headers })
  answered(request, await handle(request), policy)
  expect(JSON.stringify(exchangesOf('0000feed')).length).toBeLessThan(2500)
})

test.each(['', 'ABCDEF01', '0123456', '012345678', '__proto__', '../../..'])(
  '%j is not the name of a call',
  async (name) => {
    await visit(name)
    expect(callOf({ url: `http://127.0.0.1/?call=${name}` })).toBe('')
    expect(exchangesOf(name)).toEqual([])
  },
)
