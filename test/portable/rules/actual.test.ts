import { describe, expect, it } from 'vitest'
import type { CorsOptions } from '../../../src/index.ts'
import { API, requestFrom, syncPolicy } from '../support/requests.ts'
import {
  A,
  ALLOWED,
  answers,
  ANYBODY,
  check,
  EVIL,
  LISTED,
  NO_ORIGIN,
  READ,
  type Row,
  UNLISTED,
  VARY,
} from '../support/rules.ts'

describe('rules 3 and 6: reading responses', () => {
  it.each<Row>([
    ['a listed origin may read', requestFrom(A), ALLOWED, READ],
    ['a listed origin may read with any method', requestFrom(A, 'DELETE'), ALLOWED, READ],
    [
      'a name below a wildcard may read',
      requestFrom('https://x.b.example'),
      ALLOWED,
      { ...READ, 'access-control-allow-origin': 'https://x.b.example' },
    ],
    ['another origin may not read, but the handler runs', requestFrom(EVIL, 'POST'), UNLISTED, VARY],
    ['an opaque origin may not read', requestFrom('null'), { ...UNLISTED, reason: 'origin-null' }, VARY],
    ['two origins may not read', requestFrom(`${A}, ${A}`), { ...UNLISTED, reason: 'origin-malformed' }, VARY],
    ['nobody may read if the list is empty', requestFrom(A), UNLISTED, VARY, { options: { origin: [] } }],
  ])('%s', async (...row) => {
    await expect(check(row)).resolves.toBeUndefined()
  })
})

describe('rule 7: Vary', () => {
  const options: CorsOptions = { origin: '*', exposeHeaders: ['x-total'] }
  const anybody = { ...ANYBODY, 'access-control-expose-headers': 'x-total' }

  it.each<Row>([
    ['is set without Origin', requestFrom(null), NO_ORIGIN, VARY],
    [
      'is merged with the names of the application',
      requestFrom(A),
      ALLOWED,
      { ...READ, vary: 'Accept, Origin' },
      { handler: answers({ Vary: 'Accept' }) },
    ],
    [
      'does not name Origin twice',
      requestFrom(EVIL),
      UNLISTED,
      { vary: 'ORIGIN, Accept' },
      { handler: answers({ Vary: 'ORIGIN, Accept' }) },
    ],
    ['stays a star', requestFrom(A), ALLOWED, { ...READ, vary: '*' }, { handler: answers({ Vary: '*' }) }],
    ['is set on a 304', requestFrom(A), ALLOWED, READ, { handler: answers({}, 304), status: 304 }],
    ['is set on a 404', requestFrom(EVIL), UNLISTED, VARY, { handler: answers({}, 404), status: 404 }],
    [
      'is set on a redirect',
      requestFrom(A),
      ALLOWED,
      READ,
      { handler: () => Response.redirect(API, 307), status: 307 },
    ],
    ['is set on HEAD', requestFrom(null, 'HEAD'), NO_ORIGIN, VARY],
    ['is not set by a public policy, without Origin', requestFrom(null), NO_ORIGIN, anybody, { options }],
    ['is not set by a public policy, with an origin', requestFrom(EVIL), ALLOWED, anybody, { options }],
    ['is not set by a public policy, with an opaque origin', requestFrom('null'), ALLOWED, anybody, { options }],
    [
      'is kept by a public policy',
      requestFrom(A),
      ALLOWED,
      { ...anybody, vary: 'accept' },
      { options, handler: answers({ Vary: 'accept' }) },
    ],
  ])('%s', async (...row) => {
    await expect(check(row)).resolves.toBeUndefined()
  })
})

describe('rule 8: CORS headers of the application', () => {
  const upstream = (origin: string) => ({
    handler: answers({
      'Access-Control-Allow-Origin': origin,
      'access-control-allow-credentials': 'true',
      'ACCESS-CONTROL-EXPOSE-HEADERS': '*',
      'Access-Control-Allow-Private-Network': 'true',
      'Access-Control-Max-Age': '9',
    }),
  })

  it.each<Row>([
    ['are removed if they are a star', requestFrom(EVIL), UNLISTED, VARY, upstream('*')],
    ['are removed if they reflect the origin', requestFrom(EVIL), UNLISTED, VARY, upstream(EVIL)],
    ['are removed without Origin', requestFrom(null), NO_ORIGIN, VARY, upstream('*')],
    ['are replaced for an allowed origin', requestFrom(A), ALLOWED, READ, upstream('*')],
    ['are replaced by a public policy', requestFrom(A), ALLOWED, ANYBODY, { ...upstream(A), options: { origin: '*' } }],
  ])('%s', async (...row) => {
    await expect(check(row)).resolves.toBeUndefined()
  })
})

describe('rule 14: enforce', () => {
  const options: CorsOptions = { ...LISTED, enforce: true, self: 'https://api.example.com' }
  const readOnly: CorsOptions = { origin: '*', allowMethods: ['GET'], enforce: true }
  const own = 'https://api.example.com'
  const from = (site: string, origin: string | null = null, method = 'GET') =>
    requestFrom(origin, method, { 'Sec-Fetch-Site': site })
  // What an answer of `enforce` depends on.
  const both = { vary: 'Origin, Sec-Fetch-Site' }
  const [read, anybody] = [
    { ...READ, ...both },
    { ...ANYBODY, ...both },
  ]
  const refused = { options, status: 403, ran: false }
  const unread = { ...NO_ORIGIN, allowed: false }
  const wrongMethod = { ...UNLISTED, reason: 'method-not-listed' } as const

  it.each<Row>([
    ['refuses an unlisted origin', requestFrom(EVIL), UNLISTED, both, refused],
    ['refuses an unlisted method', requestFrom(A, 'POST'), wrongMethod, both, refused],
    ['refuses an OPTIONS request that is not a preflight', requestFrom(A, 'OPTIONS'), wrongMethod, both, refused],
    ['allows a listed origin and method', requestFrom(A, 'PUT'), ALLOWED, read, { options }],
    ['lets clients without Origin pass', requestFrom(null, 'POST'), NO_ORIGIN, both, { options }],
    ['lets its own origin pass', requestFrom(own, 'POST'), UNLISTED, both, { options }],
    [
      'does not take its own origin from the URL',
      requestFrom(own, 'POST'),
      UNLISTED,
      both,
      { ...refused, options: { ...LISTED, enforce: true } },
    ],
    ['refuses the same host with another scheme', requestFrom('http://api.example.com'), UNLISTED, both, refused],
    ['refuses the same host with another port', requestFrom(`${own}:8443`), UNLISTED, both, refused],
    ['refuses an opaque origin', requestFrom('null'), { ...UNLISTED, reason: 'origin-null' }, both, refused],
    ['trusts Sec-Fetch-Site: same-origin', from('same-origin', EVIL, 'POST'), UNLISTED, both, { options }],
    ['trusts Sec-Fetch-Site: none', from('none'), NO_ORIGIN, both, { options }],
    ['refuses same-site without Origin', from('same-site'), unread, both, refused],
    ['refuses cross-site without Origin', from('cross-site'), unread, both, refused],
    ['refuses cross-site even from the same Origin', from('cross-site', own), UNLISTED, both, refused],
    ['refuses an empty Sec-Fetch-Site', from(''), unread, both, refused],
    ['refuses an unknown Sec-Fetch-Site', from('Same-Origin'), unread, both, refused],
    ['allows cross-site from a listed origin', from('cross-site', A), ALLOWED, read, { options }],
    ['lets every page read a public policy', from('cross-site'), NO_ORIGIN, anybody, { options: readOnly }],
    [
      'refuses an unlisted method for a public policy',
      requestFrom(EVIL, 'POST'),
      wrongMethod,
      both,
      { ...refused, options: readOnly },
    ],
    [
      'refuses an unlisted method without Origin for a public policy',
      from('cross-site', null, 'POST'),
      unread,
      both,
      { ...refused, options: readOnly },
    ],
  ])('%s', async (...row) => {
    await expect(check(row)).resolves.toBeUndefined()
  })

  it('answers with the reason, as plain text that is not cached', async () => {
    const response = await syncPolicy(options).wrap(answers({}))(requestFrom(EVIL))

    // Bun adds the content type of a string only when it sends the response.
    expect(response.headers.get('Content-Type') ?? 'text/plain').toMatch(/^text\/plain/i)
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    await expect(response.text()).resolves.toBe('Cross-origin request refused: origin-not-listed')
  })
})
