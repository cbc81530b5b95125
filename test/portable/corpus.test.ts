import { describe, expect, it, vi } from 'vitest'
import { passesPreflight } from './support/browser.ts'
import { corpus, type Exchange, type Expectation, type PolicyEntry } from './support/corpus.ts'
import { OWN_ROWS } from './support/mutants.ts'
import { API, preflightFrom, requestFrom, syncPolicy } from './support/requests.ts'
import { leastTime } from './support/time.ts'

const policies = Object.fromEntries(Object.entries(corpus.policies).map(([key, options]) => [key, syncPolicy(options)]))

function policyOf(key: string) {
  const policy = policies[key]
  if (!policy) throw new Error(`The corpus has no policy "${key}"`)
  return policy
}

describe('origins', () => {
  it.each([...corpus.originMatch, ...OWN_ROWS])('$id $class: $why', ({ policy, origin, verdict }) => {
    expect(policyOf(policy).allowsOrigin(origin)).toBe(verdict === 'allow')
  })

  it.each(corpus.originMatch.filter(({ representable }) => representable !== false))(
    '$id $class, in a response',
    ({ policy: key, origin, verdict }) => {
      const policy = policyOf(key)
      const request = requestFrom(origin)
      const upstream = new Response(null, { headers: { 'Access-Control-Allow-Origin': '*' } })
      const shared = policy.decorate(upstream, request).headers.get('Access-Control-Allow-Origin')

      expect(policy.decide(request)).toMatchObject({ kind: 'actual', allowed: verdict === 'allow', origin })
      expect(shared).toBe(verdict === 'deny' ? null : key === 'ANY' ? '*' : origin)
    },
  )
})

describe('policies', () => {
  const [accepted, rejected] = ['accept', 'reject'].map((wanted) =>
    corpus.policy.filter(({ verdict }) => verdict === wanted),
  ) as [PolicyEntry[], PolicyEntry[]]

  it.each(accepted)('$id $input: $why', ({ input }) => {
    expect(syncPolicy(input).toJSON().origin).toEqual(input.origin)
  })

  it.each(rejected)('$id $input: $why', ({ input, code }) => {
    const issues = [expect.objectContaining({ code })]

    expect(() => syncPolicy(input)).toThrow(expect.objectContaining({ name: 'PolicyError', issues }))
  })
})

describe('preflights', () => {
  const isPreflight = ({ verdict }: Exchange): boolean => verdict !== 'pass'

  it.each(corpus.preflight.filter(isPreflight))('$id $class: $why', async (entry) => {
    const { request, response, hasRun } = await exchange(entry)
    const credentials = corpus.policies[entry.policy]?.credentials === true
    const allowed = entry.verdict === 'allow'

    expect(hasRun).toBe(false)
    expect(passesPreflight(request, response, credentials)).toBe(allowed)
    expect(policyOf(entry.policy).decide(request)).toMatchObject({ kind: 'preflight', allowed })
    meets(response, hasRun, entry.expect)
  })

  it.each(corpus.preflight.filter((entry) => !isPreflight(entry)))('$id $class: $why', async (entry) => {
    const { response, hasRun } = await exchange(entry)

    expect(hasRun).toBe(true)
    meets(response, hasRun, entry.expect)
  })
})

describe('responses', () => {
  it.each(corpus.response)('$id $class: $why', async (entry) => {
    const { response, hasRun } = await exchange(entry)

    expect(hasRun).toBe(true)
    expect(response.status).toBe(entry.handler?.status ?? 200)
    expect(response.headers.has('Access-Control-Allow-Origin')).toBe(entry.verdict === 'allow')
    meets(response, hasRun, entry.expect)
  })
})

describe('floods', () => {
  // The factor allows for a busy machine and for coverage counters. In vulnerable software, these values took seconds.
  it.each(corpus.dos)('$id $target: $why', ({ policy: key, target, gen, limitMs }) => {
    const value = gen.prefix + gen.repeat.repeat(gen.times) + gen.suffix
    const request = target === 'origin' ? requestFrom(value) : preflightFrom('https://example.com', 'PUT', value)
    const policy = policyOf(key)

    expect(policy.decide(request).allowed).toBe(false)
    expect(leastTime(() => policy.decide(request))).toBeLessThan(limitMs * 4)
  })
})

async function exchange({ policy, request: { method, headers }, handler }: Exchange) {
  const request = new Request(API, { method, headers })
  const application = vi.fn<() => Response>(
    () => new Response(null, { status: handler?.status ?? 200, headers: handler?.headers ?? [] }),
  )
  const response = await policyOf(policy).wrap(application)(request)
  return { request, response, hasRun: application.mock.calls.length > 0 }
}

function meets({ headers }: Response, hasRun: boolean, expected: Expectation = {}): void {
  const get = (name: string) => headers.get(`Access-Control-${name}`)
  const varied = (headers.get('Vary') ?? '').toLowerCase().split(/, ?/)
  const actual: Expectation = {
    ...('acao' in expected && { acao: get('Allow-Origin') }),
    ...('acac' in expected && { acac: get('Allow-Credentials') === 'true' }),
    ...('expose' in expected && { expose: get('Expose-Headers') ?? '' }),
    ...('handler' in expected && { handler: hasRun }),
    ...('vary' in expected && { vary: expected.vary.filter((name) => varied.includes(name.toLowerCase())) }),
    ...('varyCount' in expected && { varyCount: { origin: varied.filter((name) => name === 'origin').length } }),
    ...('varyStar' in expected && varied.includes('*') && { varyStar: true }),
    ...('acaoCount' in expected && { acaoCount: get('Allow-Origin')?.split(',').length ?? 0 }),
    ...('acahMustNotContain' in expected &&
      !get('Allow-Headers')?.toLowerCase().includes(expected.acahMustNotContain) && {
        acahMustNotContain: expected.acahMustNotContain,
      }),
    ...('mustNotHave' in expected && { mustNotHave: expected.mustNotHave.filter((name) => !headers.has(name)) }),
  }
  expect(actual).toEqual(expected)
}
