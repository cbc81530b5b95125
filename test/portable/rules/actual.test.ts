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

describe('rules 3 and 6: who may read', () => {
  it.each<Row>([
    ['a listed origin', requestFrom(A), ALLOWED, READ],
    ['by any method', requestFrom(A, 'DELETE'), ALLOWED, READ],
    [
      'a name below a domain',
      requestFrom('https://x.b.example'),
      ALLOWED,
      { ...READ, 'access-control-allow-origin': 'https://x.b.example' },
    ],
    ['no other origin, yet the handler runs', requestFrom(EVIL, 'POST'), UNLISTED, VARY],
    ['no opaque origin', requestFrom('null'), { ...UNLISTED, reason: 'origin-null' }, VARY],
    ['not two origins', requestFrom(`${A}, ${A}`), { ...UNLISTED, reason: 'origin-malformed' }, VARY],
    ['nobody, by an empty list', requestFrom(A), UNLISTED, VARY, { options: { origin: [] } }],
  ])('%s', async (...row) => {
    await expect(check(row)).resolves.toBeUndefined()
  })
})

describe('rule 7: Vary', () => {
  const options: CorsOptions = { origin: '*', exposeHeaders: ['x-total'] }
  const anybody = { ...ANYBODY, 'access-control-expose-headers': 'x-total' }

  it.each<Row>([
    ['without Origin', requestFrom(null), NO_ORIGIN, VARY],
    ['merged', requestFrom(A), ALLOWED, { ...READ, vary: 'Accept, Origin' }, { handler: answers({ Vary: 'Accept' }) }],
    [
      'not twice',
      requestFrom(EVIL),
      UNLISTED,
      { vary: 'ORIGIN, Accept' },
      { handler: answers({ Vary: 'ORIGIN, Accept' }) },
    ],
    ['absorbed by a star', requestFrom(A), ALLOWED, { ...READ, vary: '*' }, { handler: answers({ Vary: '*' }) }],
    ['on a 304', requestFrom(A), ALLOWED, READ, { handler: answers({}, 304), status: 304 }],
    ['on a 404', requestFrom(EVIL), UNLISTED, VARY, { handler: answers({}, 404), status: 404 }],
    ['on a redirect', requestFrom(A), ALLOWED, READ, { handler: () => Response.redirect(API, 307), status: 307 }],
    ['on HEAD', requestFrom(null, 'HEAD'), NO_ORIGIN, VARY],
    ['never for anybody, without Origin', requestFrom(null), NO_ORIGIN, anybody, { options }],
    ['never for anybody, with an origin', requestFrom(EVIL), ALLOWED, anybody, { options }],
    ['never for anybody, nor an opaque origin', requestFrom('null'), ALLOWED, anybody, { options }],
    [
      'but kept',
      requestFrom(A),
      ALLOWED,
      { ...anybody, vary: 'accept' },
      { options, handler: answers({ Vary: 'accept' }) },
    ],
  ])('%s', async (...row) => {
    await expect(check(row)).resolves.toBeUndefined()
  })
})

describe('rule 8: one owner', () => {
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
    ['a star is removed', requestFrom(EVIL), UNLISTED, VARY, upstream('*')],
    ['a reflected origin is removed', requestFrom(EVIL), UNLISTED, VARY, upstream(EVIL)],
    ['also without Origin', requestFrom(null), NO_ORIGIN, VARY, upstream('*')],
    ['replaced', requestFrom(A), ALLOWED, READ, upstream('*')],
    ['replaced for anybody', requestFrom(A), ALLOWED, ANYBODY, { ...upstream(A), options: { origin: '*' } }],
  ])('%s', async (...row) => {
    await expect(check(row)).resolves.toBeUndefined()
  })
})

describe('rule 14: enforce', () => {
  const options: CorsOptions = { ...LISTED, enforce: true }
  const readOnly: CorsOptions = { origin: '*', allowMethods: ['GET'], enforce: true }
  const own = 'https://api.example.com'
  const from = (site: string, origin: string | null = null, method = 'GET') =>
    requestFrom(origin, method, { 'Sec-Fetch-Site': site })
  const refused = { options, status: 403, ran: false }
  const unread = { ...NO_ORIGIN, allowed: false }
  const wrongMethod = { ...UNLISTED, reason: 'method-not-listed' } as const

  it.each<Row>([
    ['refuses an origin', requestFrom(EVIL), UNLISTED, VARY, refused],
    ['refuses a method', requestFrom(A, 'POST'), wrongMethod, VARY, refused],
    ['refuses an OPTIONS that is no preflight', requestFrom(A, 'OPTIONS'), wrongMethod, VARY, refused],
    ['allows what is listed', requestFrom(A, 'PUT'), ALLOWED, READ, { options }],
    ['lets clients without Origin pass', requestFrom(null, 'POST'), NO_ORIGIN, VARY, { options }],
    ['lets the own origin pass', requestFrom(own, 'POST'), UNLISTED, VARY, { options }],
    ['not the own host in another scheme', requestFrom('http://api.example.com'), UNLISTED, VARY, refused],
    ['not the own host at another port', requestFrom(`${own}:8443`), UNLISTED, VARY, refused],
    ['not an opaque origin', requestFrom('null'), { ...UNLISTED, reason: 'origin-null' }, VARY, refused],
    ['believes same-origin', from('same-origin', EVIL, 'POST'), UNLISTED, VARY, { options }],
    ['believes none', from('none'), NO_ORIGIN, VARY, { options }],
    ['refuses same-site', from('same-site'), unread, VARY, refused],
    ['refuses cross-site', from('cross-site'), unread, VARY, refused],
    ['refuses cross-site though the origin is the own', from('cross-site', own), UNLISTED, VARY, refused],
    ['refuses an empty site', from(''), unread, VARY, refused],
    ['refuses any other site', from('Same-Origin'), unread, VARY, refused],
    ['allows cross-site from a listed origin', from('cross-site', A), ALLOWED, READ, { options }],
    ['lets anybody read', from('cross-site'), NO_ORIGIN, ANYBODY, { options: readOnly }],
    ['lets anybody only read', requestFrom(EVIL, 'POST'), wrongMethod, {}, { ...refused, options: readOnly }],
    ['and without Origin', from('cross-site', null, 'POST'), unread, {}, { ...refused, options: readOnly }],
  ])('%s', async (...row) => {
    await expect(check(row)).resolves.toBeUndefined()
  })

  it('says why, in plain text that is not stored', async () => {
    const response = await syncPolicy(options).wrap(answers({}))(requestFrom(EVIL))

    // Bun adds the type of a text on the wire only.
    expect(response.headers.get('Content-Type') ?? 'text/plain').toMatch(/^text\/plain/i)
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    await expect(response.text()).resolves.toBe('Cross-origin request refused: origin-not-listed')
  })
})
