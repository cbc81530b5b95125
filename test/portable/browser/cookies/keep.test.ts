import { describe, expect, it } from 'vitest'
import { keep } from '../../../../src/browser/cookies/keep.ts'
import { contextOf } from '../../../../src/browser/cookies/context.ts'
import { type ProfileName, PROFILES } from '../../../../src/browser/profile.ts'

const PAGE = 'https://app.example.com'
const OWN = 'https://api.example.com/'
const OTHER = 'https://api.example.net/'
const PLAIN = 'http://api.example.com/'
const LOCAL = 'http://localhost:3000/'

/** What a browser does with a line: it keeps the cookie, or the reason why not. */
function fateOf(line: string, url: string, page: string, profile: ProfileName): string {
  const { cookies } = PROFILES[profile]
  const target = new URL(url)
  const cookie = keep(line, target, contextOf(target, { origin: page }, cookies), cookies)
  return typeof cookie === 'string' ? cookie : cookie.partition === undefined ? 'kept' : `kept for ${cookie.partition}`
}

const ENGINES = ['chromium', 'firefox', 'webkit'] as const
type Fates = readonly [chromium: string, firefox: string, webkit: string]
const all = (fate: string): Fates => [fate, fate, fate]
const APART = 'kept for https://example.com'

describe('keep', () => {
  it.each<readonly [line: string, url: string, page: string, fates: Fates]>([
    // Across sites.
    ['a=1', OTHER, PAGE, ['cross-site', APART, 'third-party']],
    ['a=1; SameSite=Other', OTHER, PAGE, ['cross-site', APART, 'third-party']],
    ['a=1; SameSite=Lax', OTHER, PAGE, ['cross-site', 'cross-site', 'third-party']],
    ['a=1; samesite = STRICT', OTHER, PAGE, ['cross-site', 'cross-site', 'third-party']],
    ['a=1; SameSite=None; Secure', OTHER, PAGE, ['kept', APART, 'third-party']],
    ['a=1; SameSite=None; Secure; Partitioned', OTHER, PAGE, [APART, APART, 'third-party']],
    ['a=1; Secure; Partitioned', OTHER, PAGE, ['cross-site', APART, 'third-party']],
    ['a=1; SameSite=None; Secure', OTHER, 'null', ['kept', 'kept for null', 'third-party']],
    ['a=1; SameSite=Lax', OWN, 'http://app.example.com', ['cross-site', 'kept', 'kept']],
    // Within a site.
    ['a=1', OWN, PAGE, all('kept')],
    ['a=1; SameSite=Strict', OWN, PAGE, all('kept')],
    ['a=1; SameSite=Lax; SameSite=None', OWN, PAGE, ['secure-missing', 'secure-missing', 'kept']],
    ['a=1; SameSite=None', OWN, PAGE, ['secure-missing', 'secure-missing', 'kept']],
    ['a=1; Partitioned', OWN, PAGE, ['secure-missing', 'secure-missing', 'kept']],
    ['a=1; Secure; Partitioned', OWN, PAGE, [APART, APART, 'kept']],
    // Secure.
    ['a=1; Secure', PLAIN, 'http://app.example.com', all('secure-over-http')],
    ['a=1; Secure', LOCAL, LOCAL, ['kept', 'kept', 'secure-over-http']],
    ['a=1; Secure', 'http://127.0.0.1/', 'http://127.0.0.1', ['kept', 'kept', 'secure-over-http']],
    // Domain.
    ['a=1; Domain=example.com', OWN, PAGE, all('kept')],
    ['a=1; Domain=.EXAMPLE.com', OWN, PAGE, all('kept')],
    ['a=1; Domain=', OWN, PAGE, all('kept')],
    ['a=1; Domain=.', OWN, PAGE, all('domain')],
    ['a=1; Domain=ple.com', OWN, PAGE, all('domain')],
    ['a=1; Domain=v1.api.example.com', OWN, PAGE, all('domain')],
    ['a=1; Domain=example.net', OWN, PAGE, all('domain')],
    ['a=1; Domain=com', OWN, PAGE, all('domain')],
    ['a=1; Domain=co.uk', 'https://a.shop.co.uk/', 'https://a.shop.co.uk', all('domain')],
    ['a=1; Domain=vercel.app', 'https://a.vercel.app/', 'https://a.vercel.app', all('domain')],
    ['a=1; Domain=github.io', 'https://github.io/', 'https://github.io', all('kept')],
    ['a=1; Domain=0.0.1', 'http://127.0.0.1/', 'http://127.0.0.1', all('domain')],
    // Names that promise attributes.
    ['__Secure-a=1', OWN, PAGE, all('prefix')],
    ['__secure-a=1; Secure', OWN, PAGE, all('kept')],
    ['__Host-a=1; Path=/', OWN, PAGE, all('prefix')],
    ['__Host-a=1; Secure', OWN, PAGE, all('prefix')],
    ['__Host-a=1; Secure; Path=/x', OWN, PAGE, all('prefix')],
    ['__Host-a=1; Secure; Path=/; Domain=api.example.com', OWN, PAGE, all('prefix')],
    ['__Host-a=1; Secure; Path=/', OWN, PAGE, all('kept')],
    ['__Http-a=1; Secure', OWN, PAGE, all('prefix')],
    ['__Host-Http-a=1; Secure; HttpOnly', OWN, PAGE, all('prefix')],
    ['__Host-Http-a=1; Secure; HttpOnly; Path=/', OWN, PAGE, all('kept')],
    ['=__Host-a', OWN, PAGE, all('malformed')],
    ['__Other-a=1', OWN, PAGE, all('kept')],
    // Pairs.
    ['a', OWN, PAGE, all('kept')],
    ['=', OWN, PAGE, all('malformed')],
    ['', OWN, PAGE, all('malformed')],
    ['; Secure', OWN, PAGE, all('malformed')],
    ['a=b\u0001', OWN, PAGE, all('malformed')],
    ['a=1; Path=/\u007f', OWN, PAGE, all('malformed')],
    ['\ta\t=\t1\t; Secure', OWN, PAGE, all('kept')],
    [`a=${'1'.repeat(4095)}; Path=/`, OWN, PAGE, all('kept')],
    [`a=${'1'.repeat(4096)}`, OWN, PAGE, all('too-long')],
  ])('%s at %s from %s', (line, url, page, fates) => {
    expect(ENGINES.map((engine) => fateOf(line, url, page, engine))).toEqual(fates)
  })

  it('takes a page in a frame of another site for another site', () => {
    const { cookies } = PROFILES.chromium
    const url = new URL(OWN)
    const context = contextOf(url, { origin: PAGE, topLevelSite: 'https://example.net' }, cookies)
    expect(keep('a=1; SameSite=Lax', url, context, cookies)).toBe('cross-site')
    expect(keep('a=1; SameSite=None; Secure; Partitioned', url, context, cookies)).toMatchObject({
      partition: 'https://example.net',
    })
  })

  it.each([
    ['a=1', '/auth/login', '/auth'],
    ['a=1', '/login', '/'],
    ['a=1; Path=api', '/auth/login', '/auth'],
    ['a=1; Path=/api', '/auth/login', '/api'],
    [`a=1; Path=/${'x'.repeat(1024)}`, '/auth/login', '/auth'],
  ])('%s at %s has the path %s', (line, path, expected) => {
    const { cookies } = PROFILES.spec
    const url = new URL(path, OWN)
    const context = contextOf(url, { origin: PAGE }, cookies)
    expect(keep(line, url, context, cookies)).toMatchObject({ path: expected })
  })
})
