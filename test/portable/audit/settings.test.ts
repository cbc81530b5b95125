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

describe('the settings of an audit', () => {
  it('are refused all at once, with a value to write', () => {
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
      [['stage'], 'stage is "stabel", expected "trial" or "stable"'],
      [['environment'], 'environment is "prod", expected "production" or "staging" or "development" or "test"'],
      [['routes', 1], 'routes[1] is an Object, expected a list of routes such as { path: "/users", method: "GET" }'],
      [['csrf'], 'csrf is an Object, expected true, false, or a guard with check()'],
      [
        ['publicSuffixes'],
        'publicSuffixes is 1, expected a list of strings, a string such as the Public Suffix List, or a function',
      ],
      [['self', 0], 'self[0] is "https://A.example/", expected "https://a.example"'],
      [['route'], 'route is not an option of audit(), expected routes'],
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

  it.each([[[1]], [['a.example', null]], [null], [{}]])('refuse the suffixes %o', (publicSuffixes) => {
    expect(issuesOf({ publicSuffixes })).toMatchObject([{ code: 'option-type', path: ['publicSuffixes'] }])
  })

  it('take suffixes that can be iterated over only once', () => {
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
  ])('refuse the route %j', (route) => {
    expect(issuesOf({ routes: [route] })).toHaveLength(1)
  })

  it.each([
    [
      'https://*.a.example',
      'self is "https://*.a.example", expected an exact origin such as "https://api.example.com"',
    ],
    ['*', 'self is "*", expected an exact origin such as "https://api.example.com"'],
    ['a.example', 'self is "a.example", expected "https://a.example"'],
    [1, 'self is 1, expected an exact origin such as "https://api.example.com"'],
    [null, 'self is null, expected an exact origin such as "https://api.example.com"'],
    [[['https://a.example']], 'self[0] is an Array, expected an exact origin such as "https://api.example.com"'],
  ])('refuse %j as self', (self, message) => {
    expect(issuesOf({ self }).map((issue) => issue.message)).toEqual([message])
  })

  it('are listed if no name is near', () => {
    expect(issuesOf({ zzz: 1 }).map(({ message }) => message)).toEqual([
      'zzz is not an option of audit(), expected one of stage, environment, routes, csrf, publicSuffixes, self, context',
    ])
  })
})
