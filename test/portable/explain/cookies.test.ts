import { describe, expect, it } from 'vitest'
import type { ProfileName } from '../../../src/browser/index.ts'
import { explain, type Question, render } from '../../../src/explain/index.ts'

const PAGE = 'https://app.example.com'
const OWN = 'https://api.example.com/login'
const OTHER = 'https://api.example.net/login'

/** The warnings about cookies in an explanation of a call to a server that sets some. */
async function warningsOf(lines: readonly string[], call: Partial<Question>): Promise<string[]> {
  const network = (): Response => {
    const response = new Response(null, {
      headers: { 'access-control-allow-origin': PAGE, 'access-control-allow-credentials': 'true', vary: 'Origin' },
    })
    for (const line of lines) response.headers.append('set-cookie', line)
    return response
  }
  const { warnings } = await explain({ network, page: PAGE, url: OTHER, credentials: 'include', ...call })
  return warnings.filter(({ code }) => code.startsWith('cookie-')).map(({ sentence }) => sentence)
}

const CROSS_SITE_LINE = 'set it with `Set-Cookie: a=…; SameSite=None; Secure; Partitioned`.'
const SAFARI =
  "because the page is on another site than `api.example.net`, and WebKit blocks cookies of other sites: serve it on the page's site, for example at `https://api.example.com`."

describe('a cookie that a response sets', () => {
  it.each<readonly [profile: ProfileName, line: string, url: string, sentence: string | undefined]>([
    [
      'chromium',
      'a=1',
      OTHER,
      `The browser will not keep the cookie \`a\`, because it has no \`SameSite\`, which means \`Lax\`, and the page is on another site than \`api.example.net\`: ${CROSS_SITE_LINE}`,
    ],
    [
      'firefox',
      'a=1; SameSite=Strict',
      OTHER,
      `The browser will not keep the cookie \`a\`, because it has \`SameSite=Strict\` and the page is on another site than \`api.example.net\`: ${CROSS_SITE_LINE}`,
    ],
    [
      'webkit',
      'a=1; SameSite=None; Secure; Partitioned',
      OTHER,
      `The browser will not keep the cookie \`a\`, ${SAFARI}`,
    ],
    ['chromium', 'a=1; SameSite=None; Secure', OTHER, undefined],
    ['firefox', 'a=1', OTHER, undefined],
    ['chromium', 'a=1', OWN, undefined],
    ['webkit', 'a=1; SameSite=Strict', OWN, undefined],
    [
      'chromium',
      'id=s3cret; Domain=com; Path=/; Max-Age=60; HttpOnly',
      OWN,
      'The browser will not keep the cookie `id`, because its `Domain` is `com`, below which strangers have hosts: set it with `Set-Cookie: id=…; Path=/; Max-Age=60; HttpOnly`.',
    ],
    [
      'firefox',
      'id=1; Domain=example.net; SameSite=Lax',
      OWN,
      'The browser will not keep the cookie `id`, because its `Domain` is `example.net`, which is neither `api.example.com` nor a domain above it: set it with `Set-Cookie: id=…; SameSite=Lax`.',
    ],
    [
      'chromium',
      'a=1; Secure',
      'http://api.example.com/',
      'The browser will not keep the cookie `a`, because it is `Secure` and `http://api.example.com` is on http: serve it over https.',
    ],
    [
      'chromium',
      'a=1; SameSite=Lax',
      'http://api.example.net/',
      'The browser will not keep the cookie `a`, because it has `SameSite=Lax` and the page is on another site than `api.example.net`: serve it over https, and set it with `Set-Cookie: a=…; SameSite=None; Secure; Partitioned`.',
    ],
    [
      'firefox',
      'a=1; Partitioned',
      OWN,
      'The browser will not keep the cookie `a`, because `Partitioned` needs `Secure`: set it with `Set-Cookie: a=…; Secure; Partitioned`.',
    ],
    [
      'chromium',
      '__Host-id=1; Secure; Domain=example.com',
      OWN,
      'The browser will not keep the cookie `__Host-id`, because a name that begins with `__Host-` needs `Secure`, `Path=/` and no `Domain`: set it with `Set-Cookie: __Host-id=…; Path=/; Secure`.',
    ],
    [
      'chromium',
      '__Host-Http-id=1; Secure; Path=/',
      OWN,
      'The browser will not keep the cookie `__Host-Http-id`, because a name that begins with `__Host-Http-` needs `Secure`, `HttpOnly`, `Path=/` and no `Domain`: set it with `Set-Cookie: __Host-Http-id=…; Path=/; Secure; HttpOnly`.',
    ],
    [
      'chromium',
      '__Secure-id=1',
      OWN,
      'The browser will not keep the cookie `__Secure-id`, because a name that begins with `__Secure-` needs `Secure`: set it with `Set-Cookie: __Secure-id=…; Secure`.',
    ],
    [
      'chromium',
      `big=${'1'.repeat(5000)}`,
      OWN,
      'The browser will not keep the cookie `big`, because its name and value have 5003 bytes, more than 4096: keep the data on the server, and only a key in the cookie.',
    ],
    [
      'chromium',
      '=',
      OWN,
      'The browser will not keep the cookie without a name, because its `Set-Cookie` has a control character, or no name: send a plain `name=value`.',
    ],
    [
      'chromium',
      '=__Host-1',
      OWN,
      'The browser will not keep the cookie without a name, because its `Set-Cookie` has a control character, or no name: send a plain `name=value`.',
    ],
  ])('%s: %s at %s', async (profile, line, url, sentence) => {
    expect(await warningsOf([line], { profile, url })).toEqual(sentence === undefined ? [] : [sentence])
  })

  it('is judged as by each browser if the call is of none', async () => {
    expect(await warningsOf(['a=1'], {})).toEqual([
      `Chrome will not keep the cookie \`a\`, because it has no \`SameSite\`, which means \`Lax\`, and the page is on another site than \`api.example.net\`: ${CROSS_SITE_LINE}`,
      `Safari will not keep the cookie \`a\`, ${SAFARI}`,
    ])
    expect(await warningsOf(['a=1; SameSite=None; Secure; Partitioned'], {})).toEqual([])
    expect(await warningsOf(['a=1; Domain=com'], { url: OWN })).toEqual([
      'Browsers will not keep the cookie `a`, because its `Domain` is `com`, below which strangers have hosts: set it with `Set-Cookie: a=…`.',
    ])
  })

  it('is named with others that have the same fault and the same way out', async () => {
    expect(await warningsOf(['a=1', 'b=2; SameSite=None; Secure', 'c=3'], { profile: 'webkit' })).toEqual([
      `The browser will not keep the cookies \`a\`, \`b\` and \`c\`, ${SAFARI}`,
    ])
  })

  it('is nothing to warn of without credentials, which has its own warning, and where it deletes a cookie', async () => {
    expect(await warningsOf(['a=1'], { profile: 'chromium', credentials: 'same-origin' })).toEqual([])
    expect(await warningsOf(['a=; Max-Age=0'], { profile: 'chromium', url: OWN })).toEqual([])
  })

  it('is judged also where the page may not read the response', async () => {
    const network = (): Response => new Response(null, { headers: { 'set-cookie': 'a=1' } })
    const call = { network, page: PAGE, url: OTHER, credentials: 'include', profile: 'chromium' } as const
    const { verdict, warnings } = await explain(call)
    expect(verdict.readable).toBe(false)
    expect(warnings.map(({ code }) => code)).toContain('cookie-not-kept')
  })

  it('is judged at each redirect', async () => {
    const network = ({ url }: Request): Response =>
      url === OWN
        ? new Response(null, { status: 302, headers: { location: '/me', 'set-cookie': 'a=1; Domain=com' } })
        : new Response(null)
    const { warnings } = await explain({ network, page: 'https://api.example.com', url: OWN })
    expect(warnings.map(({ code }) => code)).toContain('cookie-not-kept')
  })

  it('says nothing of the value, and is safe for a terminal', async () => {
    const network = (): Response => {
      const headers = { 'access-control-allow-origin': PAGE, 'access-control-allow-credentials': 'true' }
      return new Response(null, { headers: { ...headers, 'set-cookie': 'a\u0085b`=s3cret; Path=/\u009b2J' } })
    }
    const call = { network, page: PAGE, url: OTHER, credentials: 'include', profile: 'chromium' } as const
    const text = render(await explain(call), 'text')
    expect(text).toContain('will not keep the cookie')
    expect(text).not.toMatch(/s3cret|[\u0080-\u009f]/)
  })
})

describe('a cookie that the server needs', () => {
  const LOGIN = 'let the page log in by a call, whose response sets the cookie.'
  it.each<readonly [profile: ProfileName, line: string, call: Partial<Question>, sentence: string | undefined]>([
    ['chromium', 'a=1; SameSite=None; Secure', {}, undefined],
    ['chromium', 'a=1', { url: OWN }, undefined],
    [
      'chromium',
      'a=1; Secure',
      {},
      `The browser will not send the cookie \`a\`, because it has no \`SameSite\`, which means \`Lax\`, and the page is on another site than \`api.example.net\`: ${CROSS_SITE_LINE.replace(/\.$/, ', in the response to a call from the page.')}`,
    ],
    [
      'chromium',
      'a=1; SameSite=None; Secure; Partitioned',
      {},
      `The browser will not send the cookie \`a\`, because cookies that \`api.example.net\` sets on its own pages are kept apart from those for pages of \`${PAGE}\`: ${LOGIN}`,
    ],
    [
      'firefox',
      'a=1',
      {},
      `The browser will not send the cookie \`a\`, because cookies that \`api.example.net\` sets on its own pages are kept apart from those for pages of \`${PAGE}\`: ${LOGIN}`,
    ],
    ['webkit', 'a=1', {}, `The browser will not send the cookie \`a\`, ${SAFARI}`],
    [
      'chromium',
      'a=1; Path=/auth',
      { url: OWN },
      'The browser will not send the cookie `a`, because its `Path` is `/auth`, and that of the URL is `/login`: set it with `Set-Cookie: a=…; Path=/`.',
    ],
    [
      'spec',
      'a=1',
      { credentials: 'same-origin' },
      "Browsers will not send the cookie `a`, because the call has no `credentials: 'include'`: add it.",
    ],
    [
      'chromium',
      'a=1; Domain=com',
      { url: OWN },
      'The browser will not send the cookie `a`, because its `Domain` is `com`, below which strangers have hosts: set it with `Set-Cookie: a=…`.',
    ],
  ])('%s: %s', async (profile, line, call, sentence) => {
    expect(await warningsOf([], { profile, cookies: [line], ...call })).toEqual(
      sentence === undefined ? [] : [sentence],
    )
  })

  it('goes along with the request if the browser sends it', async () => {
    const seen: (string | null)[] = []
    const network = ({ headers }: Request): Response => {
      seen.push(headers.get('cookie'))
      return new Response(null)
    }
    const call = { network, page: PAGE, url: OTHER, credentials: 'include', probe: false } as const
    const cookies = ['none=1; SameSite=None; Secure', 'lax=1; SameSite=Lax']
    await explain({ ...call, cookies, profile: 'chromium' })
    await explain({ ...call, cookies, profile: 'webkit' })
    await explain({ ...call, cookies, url: 'https://app.example.com/', profile: 'webkit' })
    expect(seen).toEqual(['none=1', null, 'none=1; lax=1'])
  })

  it('is a list of strings', async () => {
    const call = { network: () => new Response(null), page: PAGE, url: OTHER }
    for (const cookies of ['a=1', [1], {}]) {
      // oxlint-disable-next-line no-await-in-loop
      await expect(explain({ ...call, cookies } as unknown as Question)).rejects.toThrow(
        'expected a list of lines of Set-Cookie',
      )
    }
  })
})
