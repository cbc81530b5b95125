import type { Header } from '../../browser/terms/header-list.ts'
import { REFERRER_POLICIES } from '../../browser/request/referrer-policy.ts'
import { parseUrl } from '../../browser/terms/parse-url.ts'
import { inCode } from '../../wording/code.ts'
import { enumerate } from '../../wording/enumerate.ts'
import { unexpected } from '../../wording/unexpected.ts'
import type { CallReading, ClueCall } from '../call.ts'
import { ofBrowser, pageIn, readHeaders, WITHOUT_COOKIES } from '../headers.ts'
import { type Token, tokensOf } from './tokens.ts'
import { fillTemplate, type Members, Reader, UNKNOWN, type Value } from './value.ts'
import { variablesIn } from './variables.ts'

/** The values of members that are words of the Fetch standard. */
const ALLOWED = {
  mode: ['cors', 'no-cors', 'same-origin'],
  credentials: ['omit', 'same-origin', 'include'],
  redirect: ['follow', 'error', 'manual'],
  cache: ['default', 'no-store', 'reload', 'no-cache', 'force-cache', 'only-if-cached'],
  referrerPolicy: REFERRER_POLICIES,
} as const

/**
 * Reads a call of `fetch()`: what a browser copied ("Copy as fetch"), or what a person wrote, with everything around it.
 * The code is not run, so that computed parts are unknown, and named.
 *
 * @throws {TypeError} for code without a call of `fetch()`, or one whose URL is not written in it
 */
export function readFetch(source: string): CallReading {
  const tokens = tokensOf(source)
  const at = tokens.findIndex(
    ({ kind, text }, index) => kind === 'name' && text === 'fetch' && tokens[index + 1]?.text === '(',
  )
  if (at < 0) throw unexpected('The code is', source, 'a call such as fetch("https://api.example.com/users")')
  const variables = variablesIn(tokens)
  const reader = new Reader(tokens, at + 2, variables)
  const [input, init] = reader.list(')')
  const leftOut: string[] = []
  const url = typeof input === 'string' ? input : urlInTemplate(tokens[at + 2], variables, leftOut)
  if (url === undefined) {
    throw new TypeError('The URL of the call is computed, expected a string such as "https://api.example.com/users"')
  }
  return { call: callOf(url, init, leftOut), leftOut }
}

/** The URL in a template whose origin is known. A name stands for each part of it that is computed. */
function urlInTemplate(
  token: Token | undefined,
  variables: ReadonlyMap<string, Value>,
  leftOut: string[],
): string | undefined {
  if (token?.kind !== 'template') return
  const parts: string[] = []
  const url = fillTemplate(token.text, variables, (expression) => {
    parts.push(`\${${expression}}`)
    return expression.replaceAll(/\W+/g, '-') || 'computed'
  })
  if (
    url === undefined ||
    !/^https?:\/\/[^/?#$]+(?:[/?#]|$)/.test(fillTemplate(token.text, variables, () => '$') ?? '')
  )
    return
  leftOut.push(
    `${enumerate(parts.map(inCode))} in the URL, because ${parts.length > 1 ? 'they are' : 'it is'} computed.`,
  )
  return url
}

function callOf(url: string, init: Value, leftOut: string[]): ClueCall {
  const members = isMembers(init) ? init : undefined
  if (init !== undefined && !members) leftOut.push('The second argument of the call, because it is computed.')
  if (members?.isOpen) leftOut.push('The members of the second argument that are spread or computed.')
  const of = (name: string): Value => members?.pairs.findLast(([other]) => other === name)?.[1]
  const headers = headersOf(of('headers'), leftOut)
  const read = readHeaders(
    // A colon without a value leaves a header out.
    headers.map(([name, value]) => (value.trim() ? `${name}: ${value}` : `${name};`)),
    leftOut,
  )
  // Chromium writes `omit` for every request without cookies, next to a referrer and headers in lower case.
  const isGuess = of('credentials') === 'omit' && headers.some(([name]) => name === 'accept-language')
  if (isGuess) leftOut.push(WITHOUT_COOKIES)
  const method = textOf('method', of('method'), leftOut) ?? 'GET'
  const referrer = of('referrer')
  const page = pageIn(read.page, typeof referrer === 'string' && parseUrl(referrer) ? referrer : undefined)
  const words = Object.fromEntries(
    Object.entries(ALLOWED).flatMap(([name, allowed]) => {
      const value = textOf(name, of(name), leftOut)
      if (value === undefined) return []
      if (!(allowed as readonly string[]).includes(value)) {
        throw unexpected(`The call's ${name} is`, value, allowed.map((one) => JSON.stringify(one)).join(' or '))
      }
      return [[name, value]]
    }),
  ) as Pick<ClueCall, 'mode' | 'credentials' | 'redirect' | 'cache' | 'referrerPolicy'>
  return {
    url: page === undefined || parseUrl(url) ? url : (parseUrl(url, page)?.href ?? url),
    method,
    headers: read.isCopied ? ofBrowser(read.headers, leftOut) : read.headers,
    body: bodyOf(of('body')),
    ...(page !== undefined && { page }),
    ...words,
    // Firefox and Chromium write the cookies of a request only as its mode.
    ...(read.hasCookies && !words.credentials && { credentials: 'include' as const }),
    ...(of('keepalive') === true && { keepalive: true }),
  }
}

function isMembers(value: Value): value is Members {
  return typeof value === 'object' && value !== null && 'pairs' in value
}

function textOf(name: string, value: Value, leftOut: string[]): string | undefined {
  if (typeof value === 'string') return value
  if (value === UNKNOWN) leftOut.push(`${inCode(name)}, because its value is computed.`)
  return
}

/** Headers as an object, as a list of pairs, or in `new Headers()`. */
function headersOf(value: Value, leftOut: string[]): Header[] {
  if (value === UNKNOWN) leftOut.push('The headers of the call, because they are computed.')
  if (isMembers(value) && value.isOpen) leftOut.push('The headers that are spread or computed.')
  const pairs: readonly (readonly [string, Value])[] = isMembers(value)
    ? value.pairs
    : Array.isArray(value)
      ? value.flatMap((pair: Value) =>
          Array.isArray(pair) && typeof pair[0] === 'string' ? [[pair[0], pair[1] as Value] as const] : [],
        )
      : []
  return pairs.map(([name, text]): Header => {
    if (typeof text === 'string') return [name, text]
    if (typeof text === 'number' || typeof text === 'boolean') return [name, String(text)]
    // The name decides about a preflight, and the value only of a few headers.
    leftOut.push(`The value of the header ${inCode(name)}, because it is computed.`)
    return [name, /^content-type$/i.test(name) ? 'application/json' : 'computed']
  })
}

function bodyOf(value: Value): ClueCall['body'] {
  if (value === undefined || value === null) return null
  return typeof value === 'string' ? { text: value } : 'unknown'
}
