import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { CorsOptions, Decision } from '../../../src/index.ts'
import { preflightFrom, requestFrom, syncPolicy } from '../support/requests.ts'

const A = 'https://a.example'
const EVIL = 'https://evil.example'

const logged = vi.spyOn(console, 'error')
beforeEach(() => {
  logged.mockReset()
  logged.mockReturnValue()
})

function announced(options: Partial<CorsOptions> = {}) {
  const onDecision = vi.fn<(decision: Decision, request: Request) => void>()
  return { onDecision, policy: syncPolicy({ origin: [A], ...options, onDecision }) }
}

describe('onDecision', () => {
  it.each([
    ['an allowed request', requestFrom(A)],
    ['a refused request', requestFrom(EVIL)],
    ['a request without Origin', requestFrom(null)],
    ['an allowed preflight', preflightFrom(A, 'GET')],
    ['a refused preflight', preflightFrom(EVIL)],
  ])('is called once, before the handler, for %s', async (_, request) => {
    const { onDecision, policy } = announced()
    const calls: number[] = []
    await policy.wrap(() => {
      calls.push(onDecision.mock.calls.length)
      return new Response()
    })(request)

    expect(onDecision.mock.calls).toEqual([[policy.decide(request), request]])
    expect(onDecision.mock.calls[0]?.[1]).toBe(request)
    expect(calls.every((count) => count === 1)).toBe(true)
  })

  it('is called once for an enforced refusal, and for a handler that fails', async () => {
    const { onDecision, policy } = announced({ enforce: true })
    const wrapped = policy.wrap(() => {
      throw new Error('Down')
    })
    await wrapped(requestFrom(EVIL))
    await wrapped(requestFrom(A))

    expect(onDecision.mock.calls.map(([{ reason }]) => reason)).toEqual(['origin-not-listed', 'allowed'])
  })

  it('is called by preflight() for preflights and by decorate(), not by decide() or allowsOrigin()', () => {
    const { onDecision, policy } = announced()
    policy.decide(requestFrom(A))
    policy.allowsOrigin(A)
    policy.preflight(requestFrom(A))
    expect(onDecision).not.toHaveBeenCalled()

    policy.preflight(preflightFrom(A))
    policy.decorate(new Response(), requestFrom(EVIL))
    expect(onDecision.mock.calls.map(([{ kind }]) => kind)).toEqual(['preflight', 'actual'])
  })

  it.each<[string, () => void]>([
    [
      'throws',
      () => {
        throw new Error('Log is full')
      },
    ],
    ['rejects', () => Promise.reject(new Error('Log is full')) as unknown as void],
  ])('does not change the response if it %s', async (_, onDecision) => {
    const policy = syncPolicy({ origin: [A], onDecision })
    const response = await policy.wrap(() => new Response('data'))(requestFrom(A))
    await Promise.resolve()

    expect(response.status).toBe(200)
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe(A)
    expect(logged.mock.calls).toEqual([[new Error('Log is full')]])
  })

  it('cannot change the decision', async () => {
    const policy = syncPolicy({
      origin: [A],
      onDecision: (decision) => Reflect.set(decision, 'reason', 'allowed') && Reflect.set(decision, 'allowed', true),
    })
    const response = await policy.wrap(() => new Response())(requestFrom(EVIL))

    expect(response.headers.has('Access-Control-Allow-Origin')).toBe(false)
  })
})
