import { describe, expect, it } from 'vitest'
import { issuesOf } from '../../support/faults.ts'
import { syncPolicy } from '../../support/requests.ts'

function codes(origin: string, options: object = {}): string[] {
  return issuesOf({ origin: [origin], ...options }).map(({ code }) => code)
}

describe('wildcards below registry suffixes', () => {
  it.each(['com', 'example', 'dev', 'co.uk', 'com.au', 'co.jp', 'com.br', 'or.kr', 'net.nz', 'gov.in'])(
    'are always refused: %s',
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

describe('wildcards below tenant suffixes', () => {
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
    // Not on the Public Suffix List, although anybody can publish there.
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

  it('are also refused if the suffix is below the wildcard', () => {
    expect(codes('https://*.amazonaws.com', { credentials: true })).toEqual(['wildcard-public-suffix'])
    expect(codes('https://*.railway.app', { credentials: true })).toEqual(['wildcard-public-suffix'])
  })

  it('are still refused over http if only the suffix is accepted', () => {
    const rules = { credentials: true, dangerouslyAllowPublicSuffixes: true }

    expect(codes('http://*.vercel.app', rules)).toEqual(['insecure-origin-credentials'])
    expect(codes('http://*.vercel.app', { ...rules, dangerouslyAllowInsecureOrigins: true })).toEqual([])
  })

  it('allow all tenants if they are accepted', () => {
    const policy = syncPolicy({ origin: 'https://*.vercel.app' })

    expect(policy.allowsOrigin('https://anybody.vercel.app')).toBe(true)
    expect(policy.allowsOrigin('https://vercel.app')).toBe(false)
  })
})
