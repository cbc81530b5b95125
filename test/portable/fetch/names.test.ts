import { describe, expect, it } from 'vitest'
import { CORS_HEADER, FORBIDDEN_REQUEST_HEADER, FORBIDDEN_RESPONSE_HEADER } from '../../../src/fetch/header-classes.ts'
import { parseHeaderNames } from '../../../src/fetch/header-names.ts'
import { FORBIDDEN_METHOD, SAFELISTED_METHODS } from '../../../src/fetch/method.ts'
import { isToken } from '../../../src/fetch/token.ts'

describe('isToken', () => {
  it('accepts only the 77 token characters', () => {
    const all = Array.from({ length: 0x250 }, (_, code) => String.fromCodePoint(code))
    const tokens = all.filter(isToken).join('')

    expect(tokens).toBe("!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz|~")
  })

  it.each([
    ['x-a', true],
    ['', false],
    ['x a', false],
    ['x-a:', false],
    ['x-a\r\n', false],
    ['x-ä', false],
  ])('%j: %s', (text, isIt) => {
    expect(isToken(text)).toBe(isIt)
  })
})

describe('methods', () => {
  it.each(['CONNECT', 'TRACE', 'TRACK', 'trace', 'Connect'])('%s is forbidden', (method) => {
    expect(FORBIDDEN_METHOD.test(method)).toBe(true)
  })

  it.each(['GET', 'TRACES', 'XTRACE', ''])('%j is not forbidden', (method) => {
    expect(FORBIDDEN_METHOD.test(method)).toBe(false)
  })

  it.each([
    ['GET', true],
    ['HEAD', true],
    ['POST', true],
    ['get', false],
    ['PUT', false],
    ['POSTS', false],
  ])('%s is safelisted: %s', (method, isIt) => {
    expect(SAFELISTED_METHODS.includes(method)).toBe(isIt)
  })
})

describe('header names', () => {
  // https://fetch.spec.whatwg.org/#forbidden-request-header
  it.each(
    `accept-charset accept-encoding access-control-request-headers access-control-request-method connection
    content-length cookie cookie2 date dnt expect host keep-alive origin referer set-cookie te trailer
    transfer-encoding upgrade via proxy- proxy-anything sec- sec-fetch-site`.split(/\s+/),
  )('%s is a forbidden request-header, in any case', (name) => {
    expect([name, name.toUpperCase()].every((spelling) => FORBIDDEN_REQUEST_HEADER.test(spelling))).toBe(true)
  })

  it.each([
    'accept',
    'authorization',
    'content-type',
    'x-cookie',
    'cookies',
    'hosts',
    'proxy',
    'sec',
    'x-sec-a',
    'tea',
  ])('%s is not a forbidden request-header', (name) => {
    expect(FORBIDDEN_REQUEST_HEADER.test(name)).toBe(false)
  })

  it.each([
    ['Set-Cookie', true],
    ['set-cookie2', true],
    ['set-cookie3', false],
    ['x-set-cookie', false],
  ])('%s is a forbidden response-header: %s', (name, isIt) => {
    expect(FORBIDDEN_RESPONSE_HEADER.test(name)).toBe(isIt)
  })

  it.each([
    ['access-control-allow-origin', true],
    ['Access-Control-Whatever', true],
    ['x-access-control-a', false],
    ['access-contro', false],
  ])('%s is a CORS header: %s', (name, isIt) => {
    expect(CORS_HEADER.test(name)).toBe(isIt)
  })
})

describe('parseHeaderNames', () => {
  it.each<[string, string[] | string]>([
    ['', []],
    ['x-a', ['x-a']],
    ['X-A,x-B', ['x-a', 'x-b']],
    [' \tx-a \t, x-b', ['x-a', 'x-b']],
    [',,x-a,,', ['x-a']],
    ['x-a,x-a', ['x-a', 'x-a']],
    ['*', ['*']],
    ['x a', 'malformed'],
    ['x-a,x\u00a0', 'malformed'],
    ['\u000bx-a', 'malformed'],
    ['x-a;q=1', 'malformed'],
    ['a,'.repeat(128), Array<string>(128).fill('a')],
    ['a,'.repeat(129), 'too-long'],
    [`${' '.repeat(4095)}a`, ['a']],
    [`${' '.repeat(4096)}a`, 'too-long'],
    ['a'.repeat(4096), ['a'.repeat(4096)]],
    ['a'.repeat(4097), 'too-long'],
  ])('reads %j', (value, names) => {
    expect(parseHeaderNames(value)).toEqual(names)
  })
})
