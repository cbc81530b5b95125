import { describe, expect, it } from 'vitest'
import { issuesOf } from '../../support/faults.ts'
import { syncPolicy } from '../../support/requests.ts'

function codes(origin: string, options: object = {}): string[] {
  return issuesOf({ origin: [origin], ...options }).map(({ code }) => code)
}

describe('wildcards below suffixes of registries', () => {
  it.each(['com', 'example', 'dev', 'co.uk', 'com.au', 'co.jp', 'com.br', 'or.kr', 'net.nz', 'gov.in'])(
    'are refused always: %s',
    (suffix) => {
      expect(codes(`https://*.${suffix}`)).toEqual(['wildcard-registry-suffix'])
      expect(codes(`http://*.${suffix}:8080`)).toEqual(['wildcard-registry-suffix'])
      expect(codes(`https://*.${suffix}`, { credentials: true, dangerouslyAllowPublicSuffixes: true })).toEqual([
        'wildcard-registry-suffix',
      ])
      expect(codes(`https://*.brand.${suffix}`, { credentials: true })).toEqual([])
    },
  )
})

describe('wildcards below suffixes of tenants', () => {
  it.each([
    'vercel.app',
    'pages.dev',
    'workers.dev',
    'netlify.app',
    'deno.dev',
    'github.io',
    'herokuapp.com',
    's3.amazonaws.com',
    'up.railway.app',
    // Not on the Public Suffix List, yet anybody can publish there.
    'surge.sh',
    'glitch.me',
    'gitpod.io',
    'app.github.dev',
    'loca.lt',
  ])('are refused with credentials: %s', (suffix) => {
    expect(codes(`https://*.${suffix}`)).toEqual([])
    expect(codes(`https://*.${suffix}`, { credentials: true })).toEqual(['wildcard-public-suffix'])
    expect(codes(`https://*.${suffix}:8443`, { credentials: true })).toEqual(['wildcard-public-suffix'])
    expect(codes(`https://*.${suffix}`, { credentials: true, dangerouslyAllowPublicSuffixes: true })).toEqual([])
    expect(codes(`https://*.my-team.${suffix}`, { credentials: true })).toEqual([])
    expect(codes(`https://my-team.${suffix}`, { credentials: true })).toEqual([])
    expect(codes(`https://*.not-${suffix}`, { credentials: true })).toEqual([])
  })

  it('are refused above such a suffix too', () => {
    expect(codes('https://*.amazonaws.com', { credentials: true })).toEqual(['wildcard-public-suffix'])
    expect(codes('https://*.railway.app', { credentials: true })).toEqual(['wildcard-public-suffix'])
  })

  it('leave a plain http wildcard refused for itself', () => {
    const rules = { credentials: true, dangerouslyAllowPublicSuffixes: true }

    expect(codes('http://*.vercel.app', rules)).toEqual(['insecure-origin-credentials'])
    expect(codes('http://*.vercel.app', { ...rules, dangerouslyAllowInsecureOrigins: true })).toEqual([])
  })

  it('share with the tenants once accepted', () => {
    const policy = syncPolicy({ origin: 'https://*.vercel.app' })

    expect(policy.allowsOrigin('https://anybody.vercel.app')).toBe(true)
    expect(policy.allowsOrigin('https://vercel.app')).toBe(false)
  })
})
