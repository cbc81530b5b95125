import { describe, expect, it } from 'vitest'
import type { CorsOptions, Decision } from '../../../src/index.ts'
import { preflightFrom, requestFrom, syncPolicy } from '../support/requests.ts'
import { A, ALLOWED, ANYBODY, check, EVIL, LISTED, LISTS, NO_ORIGIN, READ, type Row, VARY } from '../support/rules.ts'

const GRANTED = { kind: 'preflight', allowed: true, reason: 'allowed' } as const
const DEFAULT_METHODS = { 'access-control-allow-methods': 'GET, HEAD, POST' }
const STARS = { 'access-control-allow-methods': '*', 'access-control-allow-headers': '*' }

/** A row for a preflight, which never reaches the handler. */
function asked(
  rule: string,
  request: Request,
  decision: Partial<Decision> | Decision['reason'],
  headers: Record<string, string>,
  options: CorsOptions = LISTED,
): Row {
  const refused = { kind: 'preflight', allowed: false, reason: decision } as Partial<Decision>
  const status = options.preflightStatus ?? 204
  return [rule, request, typeof decision === 'string' ? refused : decision, headers, { options, status, ran: false }]
}

describe('rules 1 and 2: a preflight', () => {
  it.each<Row>([
    asked('has OPTIONS, Origin and a method', preflightFrom(A), { ...GRANTED, method: 'PUT', origin: A }, LISTS),
    asked('may ask for headers', preflightFrom(A, 'PUT', 'content-type,x-id'), GRANTED, LISTS),
    asked('may have an empty Origin, which is refused', preflightFrom(''), 'origin-malformed', VARY),
    asked('may be answered with 200', preflightFrom(A), GRANTED, LISTS, { ...LISTED, preflightStatus: 200 }),
    asked('is answered with 204, not 403, if the policy is enforced', preflightFrom(EVIL), 'origin-not-listed', VARY, {
      ...LISTED,
      enforce: true,
    }),
    ['needs Origin', preflightFrom(null), NO_ORIGIN, VARY],
    ['needs a method', requestFrom(A, 'OPTIONS'), ALLOWED, READ],
    ['needs a method that is not empty', preflightFrom(A, ''), ALLOWED, READ],
    [
      'needs a method even if it asks for headers',
      requestFrom(A, 'OPTIONS', { 'Access-Control-Request-Headers': 'x-id' }),
      ALLOWED,
      READ,
    ],
    ['needs OPTIONS, not POST', requestFrom(A, 'POST', { 'Access-Control-Request-Method': 'PUT' }), ALLOWED, READ],
  ])('%s', async (...row) => {
    await expect(check(row)).resolves.toBeUndefined()
  })

  it('is answered without a body, and without headers that describe one', () => {
    const response = syncPolicy(LISTED).preflight(preflightFrom(A))

    expect(response?.body).toBeNull()
    expect(response?.headers.has('Content-Type')).toBe(false)
    expect(response?.headers.has('Content-Length')).toBe(false)
  })

  it('is the only request that preflight() answers', () => {
    const { preflight } = syncPolicy(LISTED)

    expect(
      [requestFrom(A), requestFrom(A, 'OPTIONS'), preflightFrom(null)].map((request) => preflight(request)),
    ).toEqual(Array(3).fill(undefined))
  })

  it('gets a new response each time', () => {
    const { preflight } = syncPolicy(LISTED)
    preflight(preflightFrom(A))?.headers.set('Access-Control-Allow-Methods', 'TRACE')

    expect(preflight(preflightFrom(A))?.headers.get('Access-Control-Allow-Methods')).toBe('GET, PUT, PURGE')
  })
})

describe('rules 3 and 4: refusals', () => {
  it.each<Row>([
    asked('an unlisted origin gets no lists', preflightFrom(EVIL), 'origin-not-listed', VARY),
    asked('an opaque origin gets no lists', preflightFrom('null'), 'origin-null', VARY),
    asked('two origins get no lists', preflightFrom(`${A}, ${A}`), 'origin-malformed', VARY),
    asked('an empty list refuses every origin', preflightFrom(A, 'GET'), 'origin-not-listed', VARY, { origin: [] }),
    asked('an unlisted method gets the lists', preflightFrom(A, 'DELETE'), 'method-not-listed', LISTS),
    asked('a method in another case is refused', preflightFrom(A, 'put'), 'method-not-listed', LISTS),
    asked('a safelisted method in another case is refused', preflightFrom(A, 'get'), 'method-not-listed', LISTS),
    asked('a very long method is malformed', preflightFrom(A, 'A'.repeat(4097)), 'method-malformed', LISTS),
    asked('a method that is not a token is malformed', preflightFrom(A, 'PUT, GET'), 'method-malformed', LISTS),
    asked(
      'unlisted headers are refused',
      preflightFrom(A, 'PUT', 'x-id,X-Other, X-More'),
      { reason: 'headers-not-listed', refusedHeaders: ['x-other', 'x-more'] },
      LISTS,
    ),
    asked('headers that are not tokens are malformed', preflightFrom(A, 'PUT', 'x id'), 'headers-malformed', LISTS),
    asked('the method is checked before the headers', preflightFrom(A, 'DELETE', 'x id'), 'method-not-listed', LISTS),
    asked('the origin is checked before the method', preflightFrom(EVIL, 'A B', 'x id'), 'origin-not-listed', VARY),
  ])('%s', async (...row) => {
    await expect(check(row)).resolves.toBeUndefined()
  })

  it('only a refusal because of headers has refusedHeaders, which are frozen', () => {
    const { decide } = syncPolicy(LISTED)

    expect(Object.isFrozen(decide(preflightFrom(A, 'PUT', 'x-other')).refusedHeaders)).toBe(true)
    expect(decide(preflightFrom(A, 'DELETE', 'x-other'))).not.toHaveProperty('refusedHeaders')
    expect(decide(preflightFrom(EVIL, 'PUT', 'x-other'))).not.toHaveProperty('refusedHeaders')
  })
})

describe('rules 5, 6 and 15: the lists', () => {
  const star: CorsOptions = { origin: '*', allowMethods: ['*'], allowHeaders: ['*'] }
  const listedToo: CorsOptions = { origin: '*', allowHeaders: ['*', 'authorization'] }

  it.each<Row>([
    asked('POST is allowed without being listed', preflightFrom(A, 'POST', 'content-type'), GRANTED, LISTS),
    asked('HEAD is allowed without being listed', preflightFrom(A, 'HEAD'), GRANTED, LISTS),
    asked(
      'empty lists are not sent',
      preflightFrom(A, 'GET'),
      GRANTED,
      { 'access-control-allow-origin': A, ...VARY },
      { origin: A, allowMethods: [] },
    ),
    asked(
      'a star covers any method and header',
      preflightFrom(EVIL, 'X', 'x-any'),
      GRANTED,
      { ...ANYBODY, ...STARS },
      star,
    ),
    asked(
      'a star does not cover a forbidden method',
      preflightFrom(A, 'TRACE'),
      'method-not-listed',
      { ...ANYBODY, ...STARS },
      star,
    ),
    asked(
      'a star does not cover authorization',
      preflightFrom(A, 'GET', 'Authorization,x-a'),
      { reason: 'headers-not-listed', refusedHeaders: ['authorization'] },
      { ...ANYBODY, ...STARS },
      star,
    ),
    asked(
      'authorization can be listed next to a star',
      preflightFrom(A, 'GET', 'authorization'),
      GRANTED,
      { ...ANYBODY, ...DEFAULT_METHODS, 'access-control-allow-headers': '*, authorization' },
      listedToo,
    ),
    asked(
      'a maxAge of 0 is sent',
      preflightFrom(A, 'GET'),
      GRANTED,
      { ...ANYBODY, ...DEFAULT_METHODS, 'access-control-max-age': '0' },
      { origin: '*', maxAge: 0 },
    ),
    asked(
      'no Max-Age is sent without maxAge',
      preflightFrom(A, 'GET'),
      GRANTED,
      { ...ANYBODY, ...DEFAULT_METHODS },
      { origin: '*' },
    ),
    asked(
      'Private Network Access is not answered',
      requestFrom(A, 'OPTIONS', {
        'Access-Control-Request-Method': 'PUT',
        'Access-Control-Request-Private-Network': 'true',
        'Access-Control-Request-Local-Network': 'true',
      }),
      GRANTED,
      LISTS,
    ),
  ])('%s', async (...row) => {
    await expect(check(row)).resolves.toBeUndefined()
  })
})

describe('rule 11: parsing the requested headers', () => {
  it.each([
    'content-type,x-id',
    'X-ID,Content-Type',
    ' content-type\t,\t x-id ',
    ',,content-type,, ,x-id,',
    'x-id,x-id,X-Id',
    '',
    ' , ',
    `${'x-id,'.repeat(127)}x-id`,
  ])('allows %j', (names) => {
    expect(syncPolicy(LISTED).decide(preflightFrom(A, 'PUT', names))).toMatchObject(GRANTED)
  })

  it.each([
    ['x id', 'headers-malformed'],
    ['x-id;', 'headers-malformed'],
    ['"x-id"', 'headers-malformed'],
    ['x-id\u000b', 'headers-malformed'],
    ['*', 'headers-not-listed'],
    [`${'x-id,'.repeat(128)}x-id`, 'headers-too-long'],
    ['x-id,'.repeat(1024), 'headers-too-long'],
    [','.repeat(4097), 'headers-too-long'],
    [`x-id,${' '.repeat(4092)},`, 'headers-too-long'],
  ])('refuses %j', (names, reason) => {
    expect(syncPolicy(LISTED).decide(preflightFrom(A, 'PUT', names))).toMatchObject({ allowed: false, reason })
  })

  // The browser compares the lists itself. It would accept a value that was too long to check, if it got the policy's
  // list.
  it('does not send the list in answer to a value that is too long', () => {
    const response = syncPolicy(LISTED).preflight(preflightFrom(A, 'PUT', 'x-id,'.repeat(129)))

    expect(response?.headers.get('Access-Control-Allow-Headers')).toBeNull()
    expect(response?.headers.get('Access-Control-Allow-Methods')).toBe('GET, PUT, PURGE')
    expect(response?.headers.get('Vary')).toBe('Origin, Access-Control-Request-Headers')
  })
})
