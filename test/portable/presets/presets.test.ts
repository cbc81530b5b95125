import { describe, expect, it } from 'vitest'
import { audit } from '../../../src/audit/index.ts'
import { cors, PolicyError } from '../../../src/index.ts'
import { combine, connect, grpcWeb, mcp, presets, tracing, tus } from '../../../src/presets/index.ts'

const ORIGIN = ['https://app.example.com']
const all = Object.entries(presets)

describe.each(all)('%s', (_name, facts) => {
  const { preset, source, version, protocol, clients, notCovered } = facts

  it('is accepted by cors(), and every list arrives', () => {
    expect(cors({ origin: ORIGIN, ...preset }).options).toMatchObject(preset)
  })

  it('is frozen, with its lists', () => {
    const parts: unknown[] = [presets, facts, preset, ...Object.values(preset), facts.clients, facts.notCovered]
    expect(parts.filter((part) => !Object.isFrozen(part))).toEqual([])
  })

  it('has only the lists of a policy, in lower case and sorted', () => {
    const { allowMethods = [], allowHeaders = [], exposeHeaders = [], ...rest } = preset
    expect(rest).toEqual({})
    expect(Object.values(preset).filter((list) => list.length === 0)).toEqual([])
    for (const names of [allowHeaders, exposeHeaders])
      expect(names).toEqual(names.map((name) => name.toLowerCase()).toSorted())
    expect(allowMethods).toEqual(allowMethods.map((name) => name.toUpperCase()))
  })

  it('says where it comes from, and what it does not cover', () => {
    expect(new URL(source).protocol).toBe('https:')
    expect([protocol, version, ...clients].every(Boolean)).toBe(true)
    expect(notCovered.filter((sentence) => !/^[`A-Z].*\.$/.test(sentence))).toEqual([])
    expect(notCovered.length).toBeGreaterThan(0)
  })
})

it('no preset has a finding of the audit, except that MCP exposes its session', () => {
  const found = all.flatMap(([name, { preset }]) =>
    audit({ origin: ORIGIN, ...preset }).map(({ rule, message }) => `${name}: ${rule} ${message}`),
  )
  expect(found).toEqual([
    'mcp: E-03 Pages may read this header, which can hold a secret or describe the server: got "mcp-session-id"',
  ])
})

describe('combine', () => {
  it('has each list that one of the presets has', () => {
    expect(combine(mcp, tracing.w3c)).toEqual({
      ...mcp,
      allowHeaders: [...mcp.allowHeaders, ...tracing.w3c.allowHeaders],
    })
    expect(combine(tracing.sentry)).toEqual(tracing.sentry)
    expect(combine()).toEqual({})
  })

  it('names a method and a header once, in the order in which they come', () => {
    expect(combine(connect, grpcWeb, { allowMethods: ['PUT'], allowHeaders: ['Content-Type', 'X-Mine'] })).toEqual({
      allowMethods: ['GET', 'POST', 'PUT'],
      allowHeaders: [...connect.allowHeaders, 'grpc-timeout', 'x-grpc-web', 'x-user-agent', 'X-Mine'],
      exposeHeaders: grpcWeb.exposeHeaders,
    })
  })

  it('keeps an empty list, which is not the default of cors()', () => {
    expect(combine({ allowMethods: [] }, tracing.w3c)).toEqual({ allowMethods: [], ...tracing.w3c })
  })

  it('returns frozen lists, and leaves the presets alone', () => {
    const own = { allowHeaders: ['x-mine'] }
    const needs = combine(tus, own)
    expect([needs, ...Object.values(needs)].every((part) => Object.isFrozen(part))).toBe(true)
    own.allowHeaders.push('x-other')
    expect(needs.allowHeaders).toEqual([...tus.allowHeaders, 'x-mine'])
  })

  it('reports every problem, with its place', () => {
    const call = combine as (...presets: unknown[]) => unknown
    const wrong = [mcp, { allowMethods: ['put'], headers: [] }, { exposeHeaders: 'ETag', origin: '*' }]
    const error = catching(() => call(...wrong))
    expect(error.issues.map(({ code, path, suggestion }) => [code, path.join('.'), suggestion])).toEqual([
      ['method-case', 'presets.1.allowMethods.0', 'PUT'],
      ['option-unknown', 'presets.1.headers', 'allowHeaders'],
      ['option-type', 'presets.2.exposeHeaders', ['ETag']],
      ['option-unknown', 'presets.2.origin', undefined],
    ])
    expect(error.issues[0]?.message).toBe('presets[1]: allowMethods[0] is "put", expected "PUT"')
  })

  it.each([undefined, null, 'mcp', ['mcp'], () => mcp])('refuses %j', (value) => {
    expect(catching(() => combine(mcp, value as never)).issues[0]?.path).toEqual(['presets', 1])
  })
})

function catching(act: () => unknown): PolicyError {
  try {
    act()
  } catch (error) {
    if (error instanceof PolicyError) return error
    throw error
  }
  throw new Error('No PolicyError was thrown')
}
