import { CookieJar } from 'tough-cookie'
import { describe, expect, it } from 'vitest'
import { createBrowser, type ProfileName } from '../../../../src/browser/index.ts'

const PAGE = 'https://app.example.com'
const OTHER = 'https://api.example.net'

/** A browser, and a server that sets what its URL asks for, and records the cookies of every request. */
function simulated(profile: ProfileName, cookies: CookieJar | true = true) {
  const seen: string[] = []
  let now = 1_800_000_000_000
  const network = ({ url, headers }: Request): Response => {
    seen.push(headers.get('cookie') ?? '')
    const response = new Response(null, {
      headers: {
        'Access-Control-Allow-Origin': headers.get('origin') ?? '*',
        'Access-Control-Allow-Credentials': 'true',
      },
    })
    for (const line of new URL(url).searchParams.getAll('set')) response.headers.append('Set-Cookie', line)
    return response
  }
  const browser = createBrowser({ network, profile, cookies, clock: () => now })
  const call = async (page: string, url: string, ...lines: string[]): Promise<string> => {
    const query = new URLSearchParams(lines.map((line) => ['set', line]))
    await browser.page(page).fetch(`${url}?${query}`, { credentials: 'include' })
    return seen.at(-1) ?? ''
  }
  return { call, wait: (ms: number) => (now += ms) }
}

describe('cookies: true', () => {
  it.each<readonly [ProfileName, line: string, again: string, own: string, third: string]>([
    ['chromium', 'a=1', '', '', ''],
    ['firefox', 'a=1', 'a=1', '', ''],
    ['webkit', 'a=1', '', '', ''],
    ['chromium', 'a=1; SameSite=None; Secure', 'a=1', 'a=1', 'a=1'],
    ['firefox', 'a=1; SameSite=None; Secure', 'a=1', '', ''],
    ['webkit', 'a=1; SameSite=None; Secure', '', '', ''],
    ['chromium', 'a=1; SameSite=None; Secure; Partitioned', 'a=1', '', ''],
    ['spec', 'a=1', 'a=1', 'a=1', 'a=1'],
  ])('%s: %s of a call arrives as %j, %j, %j', async (profile, line, again, own, third) => {
    const { call } = simulated(profile)
    await call(PAGE, OTHER, line)
    expect([await call(PAGE, OTHER), await call(OTHER, OTHER), await call('https://third.example', OTHER)]).toEqual([
      again,
      own,
      third,
    ])
  })

  it.each<readonly [ProfileName, line: string, across: string]>([
    ['chromium', 'a=1', ''],
    ['firefox', 'a=1', ''],
    ['webkit', 'a=1', ''],
    ['chromium', 'a=1; SameSite=None; Secure', 'a=1'],
    ['chromium', 'a=1; SameSite=None; Secure; Partitioned', ''],
    ['firefox', 'a=1; SameSite=None; Secure', ''],
    ['webkit', 'a=1; SameSite=None; Secure', ''],
  ])('%s: %s of a login arrives across sites as %j', async (profile, line, across) => {
    const { call } = simulated(profile)
    await call(OTHER, OTHER, line)
    expect([await call(OTHER, OTHER), await call(PAGE, OTHER)]).toEqual(['a=1', across])
  })

  it('arrive by path and host, those with longer paths first', async () => {
    const { call } = simulated('chromium')
    const lines = ['a=1; Path=/', 'b=2; Path=/deep', 'c=3; Path=/deep/; Domain=example.com', 'bare; Path=/']
    await call(PAGE, PAGE, ...lines, 'd=4; Path=/', 'e=5; Path=/; Domain=app.example.com')
    expect(await call(PAGE, `${PAGE}/`)).toBe('a=1; bare; d=4; e=5')
    expect(await call(PAGE, `${PAGE}/deeper`)).toBe('a=1; bare; d=4; e=5')
    expect(await call(PAGE, `${PAGE}/deep/er`)).toBe('c=3; b=2; a=1; bare; d=4; e=5')
    expect(await call(PAGE, 'https://api.example.com/deep/er')).toBe('c=3')
  })

  it('arrive until they end', async () => {
    const { call, wait } = simulated('chromium')
    const past = 'Expires=Thu, 01 Jan 1970 00:00:00 GMT'
    await call(PAGE, PAGE, 'a=1; Max-Age=60', `b=2; Max-Age=120; ${past}`, 'c=3', `d=4; ${past}`, 'e=5; Max-Age=x')
    expect(await call(PAGE, PAGE)).toBe('a=1; b=2; c=3; e=5')
    wait(60_000)
    expect(await call(PAGE, PAGE, 'c=3; Max-Age=0', 'b=4')).toBe('b=2; c=3; e=5')
    expect(await call(PAGE, PAGE)).toBe('e=5; b=4')
  })

  it('do not arrive over http if they are Secure', async () => {
    const { call } = simulated('chromium')
    await call(PAGE, PAGE, 'a=1; Secure', 'b=2')
    const plain = PAGE.replace('https', 'http')
    expect(await call(plain, plain)).toBe('b=2')
  })
})

describe('a CookieJar of tough-cookie', () => {
  it.each<readonly [ProfileName, string]>([
    ['spec', 'none=1; plain=1'],
    ['chromium', 'none=1'],
    ['firefox', 'none=1; plain=1'],
    ['webkit', ''],
  ])('sends across sites in %s: %j', async (profile, expected) => {
    const jar = new CookieJar()
    jar.setCookieSync('none=1; SameSite=None; Secure', OTHER)
    jar.setCookieSync('lax=1; SameSite=Lax', OTHER)
    jar.setCookieSync('plain=1', OTHER)
    const { call } = simulated(profile, jar)
    expect(await call(PAGE, OTHER)).toBe(expected)
    expect(await call(OTHER, OTHER)).toBe('none=1; lax=1; plain=1')
  })

  it.each<readonly [ProfileName, string]>([
    ['spec', 'none=1; plain=1'],
    ['chromium', 'none=1'],
    ['webkit', ''],
  ])('gets only what %s keeps across sites: %j', async (profile, expected) => {
    const jar = new CookieJar()
    const { call } = simulated(profile, jar)
    await call(PAGE, OTHER, 'none=1; SameSite=None; Secure', 'bad=1; SameSite=None', 'lax=1; SameSite=Lax', 'plain=1')
    expect(jar.getCookieStringSync(OTHER)).toBe(expected)
  })
})

describe('a store that cannot list its cookies', () => {
  it('gets SameSite=Lax where Chromium assumes it', async () => {
    const kept: string[] = []
    const cookies = { getCookieString: () => '', setCookie: (line: string) => kept.push(line) }
    const network = () => new Response(null, { headers: { 'Set-Cookie': 'a=1' } })
    for (const profile of ['chromium', 'firefox'] as const) {
      // oxlint-disable-next-line no-await-in-loop
      await createBrowser({ network, profile, cookies }).page(PAGE).fetch('/')
    }
    expect(kept).toEqual(['a=1; SameSite=Lax', 'a=1'])
  })
})
