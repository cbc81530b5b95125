import { describe, expect, it } from 'vitest'
import { audit, type AuditSettings } from '../../../src/audit/index.ts'
import { PolicyError } from '../../../src/index.ts'

function issuesOf(settings: unknown): readonly { readonly code: string; readonly message: string }[] {
  try {
    audit({ origin: [] }, settings as AuditSettings)
    return []
  } catch (error) {
    if (error instanceof PolicyError) return error.issues
    throw error
  }
}

describe('options of an audit', () => {
  it('are refused all at once, with what to write', () => {
    const settings = {
      stage: 'stabel',
      environment: 'prod',
      routes: [{ path: '/' }, { method: 'GET' }],
      csrf: {},
      publicSuffixes: 1,
      self: ['https://A.example/', 'https://b.example'],
      route: [],
    }
    expect(issuesOf(settings).map(({ message, ...rest }) => [(rest as { path?: unknown }).path, message])).toEqual([
      [['stage'], 'Option type: got "stabel", expected "trial" or "stable"'],
      [['environment'], 'Option type: got "prod", expected "production" or "staging" or "development" or "test"'],
      [['routes'], 'Option type: got Array, expected a list of { path, method }, of texts'],
      [['csrf'], 'Option type: got Object, expected true, or a guard with check()'],
      [['publicSuffixes'], 'Option type: got 1, expected a list, a text such as the Public Suffix List, or a function'],
      [['route'], 'Option unknown: got Array, expected "routes"'],
      [['self', 0], 'Origin has path: got "https://A.example/", expected "https://a.example"'],
    ])
  })

  it.each<AuditSettings>([
    {},
    { stage: undefined, environment: undefined, routes: undefined, csrf: undefined, self: undefined },
    { csrf: { check: () => ({ allowed: true }) } },
    { csrf: false, self: 'https://a.example', routes: [] },
    { publicSuffixes: new Set(['a.example']) },
    { publicSuffixes: () => null },
    { publicSuffixes: ['a.example'].values() },
  ])('may be %j', (settings) => {
    expect(issuesOf(settings)).toEqual([])
  })

  it.each([[[1]], [['a.example', null]], [null], [{}]])('have no suffixes %o', (publicSuffixes) => {
    expect(issuesOf({ publicSuffixes })).toMatchObject([{ code: 'option-type', path: ['publicSuffixes'] }])
  })

  it('have suffixes that can be listed once only', () => {
    const publicSuffixes = ['a.example'].values()
    const found = audit({ origin: ['https://*.a.example'] }, { publicSuffixes })
    expect(found.map(({ rule }) => rule)).toEqual(['O-07'])
  })

  it.each([
    { path: 1 },
    { path: '/', method: 1 },
    { path: '/', methods: 'GET' },
    { path: '/', methods: [1] },
    null,
    { path: '/', cacheControl: 1 },
  ])('have no route %j', (route) => {
    expect(issuesOf({ routes: [route] })).toHaveLength(1)
  })

  it.each([
    [
      'https://*.a.example',
      'Wildcard position: got "https://*.a.example", expected an origin such as "https://api.example.com"',
    ],
    ['*', 'Origin star in list: got "*", expected an origin such as "https://api.example.com"'],
    ['a.example', 'Origin no scheme: got "a.example", expected "https://a.example"'],
    [1, 'Origin type: got 1, expected an origin such as "https://api.example.com"'],
    [null, 'Origin type: got null, expected an origin such as "https://api.example.com"'],
    [[['https://a.example']], 'Origin type: got Array, expected an origin such as "https://api.example.com"'],
  ])('have no %j as self', (self, message) => {
    expect(issuesOf({ self }).map((issue) => issue.message)).toEqual([message])
  })

  it('are named where nothing like it is one', () => {
    expect(issuesOf({ zzz: 1 }).map(({ message }) => message)).toEqual([
      'Option unknown: got 1, expected an option of audit()',
    ])
  })
})
