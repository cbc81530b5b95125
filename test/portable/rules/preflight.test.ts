import { describe, expect, it } from 'vitest'
import type { CorsOptions, Decision } from '../../../src/index.ts'
import { preflightFrom, requestFrom, syncPolicy } from '../support/requests.ts'
import { A, ALLOWED, ANYBODY, check, EVIL, LISTED, LISTS, NO_ORIGIN, READ, type Row, VARY } from '../support/rules.ts'

const GRANTED = { kind: 'preflight', allowed: true, reason: 'allowed' } as const
const DEFAULT_METHODS = { 'access-control-allow-methods': 'GET, HEAD, POST' }
const STARS = { 'access-control-allow-methods': '*', 'access-control-allow-headers': '*' }

/** A preflight, which never reaches the handler. */
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

describe('rules 1 and 2: what a preflight is', () => {
  it.each<Row>([
    asked('OPTIONS, Origin and a method', preflightFrom(A), { ...GRANTED, method: 'PUT', origin: A }, LISTS),
    asked('with names', preflightFrom(A, 'PUT', 'content-type,x-id'), GRANTED, LISTS),
    asked('with an empty Origin', preflightFrom(''), 'origin-malformed', VARY),
    asked('answered with 200', preflightFrom(A), GRANTED, LISTS, { ...LISTED, preflightStatus: 200 }),
    asked('also where the policy is enforced', preflightFrom(EVIL), 'origin-not-listed', VARY, {
      ...LISTED,
      enforce: true,
    }),
    ['not without Origin', preflightFrom(null), NO_ORIGIN, VARY],
    ['not without a method', requestFrom(A, 'OPTIONS'), ALLOWED, READ],
    ['not with an empty method', preflightFrom(A, ''), ALLOWED, READ],
    ['not by names', requestFrom(A, 'OPTIONS', { 'Access-Control-Request-Headers': 'x-id' }), ALLOWED, READ],
    ['not by POST', requestFrom(A, 'POST', { 'Access-Control-Request-Method': 'PUT' }), ALLOWED, READ],
  ])('%s', async (...row) => {
    await expect(check(row)).resolves.toBeUndefined()
  })

  it('has no body and nothing that describes one', () => {
    const response = syncPolicy(LISTED).preflight(preflightFrom(A))

    expect(response?.body).toBeNull()
    expect(response?.headers.has('Content-Type')).toBe(false)
    expect(response?.headers.has('Content-Length')).toBe(false)
  })

  it('preflight() answers nothing else', () => {
    const { preflight } = syncPolicy(LISTED)

    expect(
      [requestFrom(A), requestFrom(A, 'OPTIONS'), preflightFrom(null)].map((request) => preflight(request)),
    ).toEqual(Array(3).fill(undefined))
  })

  it('is answered anew each time', () => {
    const { preflight } = syncPolicy(LISTED)
    preflight(preflightFrom(A))?.headers.set('Access-Control-Allow-Methods', 'TRACE')

    expect(preflight(preflightFrom(A))?.headers.get('Access-Control-Allow-Methods')).toBe('GET, PUT, PURGE')
  })
})

describe('rules 3 and 4: what is refused', () => {
  it.each<Row>([
    asked('an origin gets nothing', preflightFrom(EVIL), 'origin-not-listed', VARY),
    asked('an opaque origin', preflightFrom('null'), 'origin-null', VARY),
    asked('two origins', preflightFrom(`${A}, ${A}`), 'origin-malformed', VARY),
    asked('every origin, by an empty list', preflightFrom(A, 'GET'), 'origin-not-listed', VARY, { origin: [] }),
    asked('a method gets the lists', preflightFrom(A, 'DELETE'), 'method-not-listed', LISTS),
    asked('a method in another case', preflightFrom(A, 'put'), 'method-not-listed', LISTS),
    asked('a safelisted method in another case', preflightFrom(A, 'get'), 'method-not-listed', LISTS),
    asked('a method without end', preflightFrom(A, 'A'.repeat(4097)), 'method-malformed', LISTS),
    asked('no token as method', preflightFrom(A, 'PUT, GET'), 'method-malformed', LISTS),
    asked(
      'names',
      preflightFrom(A, 'PUT', 'x-id,X-Other, X-More'),
      { reason: 'headers-not-listed', refusedHeaders: ['x-other', 'x-more'] },
      LISTS,
    ),
    asked('names that are no tokens', preflightFrom(A, 'PUT', 'x id'), 'headers-malformed', LISTS),
    asked('method before names', preflightFrom(A, 'DELETE', 'x id'), 'method-not-listed', LISTS),
    asked('origin before method', preflightFrom(EVIL, 'A B', 'x id'), 'origin-not-listed', VARY),
  ])('%s', async (...row) => {
    await expect(check(row)).resolves.toBeUndefined()
  })

  it('refused names are told, frozen, and of this refusal only', () => {
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
    asked('POST passes unlisted', preflightFrom(A, 'POST', 'content-type'), GRANTED, LISTS),
    asked('HEAD passes unlisted', preflightFrom(A, 'HEAD'), GRANTED, LISTS),
    asked(
      'empty lists are left out',
      preflightFrom(A, 'GET'),
      GRANTED,
      { 'access-control-allow-origin': A, ...VARY },
      { origin: A, allowMethods: [] },
    ),
    asked('a star is any method and name', preflightFrom(EVIL, 'X', 'x-any'), GRANTED, { ...ANYBODY, ...STARS }, star),
    asked('but no forbidden method', preflightFrom(A, 'TRACE'), 'method-not-listed', { ...ANYBODY, ...STARS }, star),
    asked(
      'nor authorization',
      preflightFrom(A, 'GET', 'Authorization,x-a'),
      { reason: 'headers-not-listed', refusedHeaders: ['authorization'] },
      { ...ANYBODY, ...STARS },
      star,
    ),
    asked(
      'unless it is listed',
      preflightFrom(A, 'GET', 'authorization'),
      GRANTED,
      { ...ANYBODY, ...DEFAULT_METHODS, 'access-control-allow-headers': '*, authorization' },
      listedToo,
    ),
    asked(
      'a lifetime of 0 is not none',
      preflightFrom(A, 'GET'),
      GRANTED,
      { ...ANYBODY, ...DEFAULT_METHODS, 'access-control-max-age': '0' },
      { origin: '*', maxAge: 0 },
    ),
    asked('no lifetime is none', preflightFrom(A, 'GET'), GRANTED, { ...ANYBODY, ...DEFAULT_METHODS }, { origin: '*' }),
    asked(
      'nothing answers Private Network Access',
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

describe('rule 11: reading the names', () => {
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

  // The browser compares by itself: without the list, it refuses a list that nobody has read.
  it('leaves the list out of the answer to a value that is too long', () => {
    const response = syncPolicy(LISTED).preflight(preflightFrom(A, 'PUT', 'x-id,'.repeat(129)))

    expect(response?.headers.get('Access-Control-Allow-Headers')).toBeNull()
    expect(response?.headers.get('Access-Control-Allow-Methods')).toBe('GET, PUT, PURGE')
    expect(response?.headers.get('Vary')).toBe('Origin, Access-Control-Request-Headers')
  })
})
