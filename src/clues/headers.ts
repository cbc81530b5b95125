import type { Header } from '../browser/terms/header-list.ts'
import { originOf } from '../browser/terms/origin.ts'
import { parseUrl } from '../browser/terms/parse-url.ts'
import type { Preflighted } from './call.ts'
import type { Mode } from '../browser/terms/wire.ts'
import { FORBIDDEN_REQUEST_HEADER } from '../fetch/header-classes.ts'
import { isToken } from '../fetch/token.ts'
import { inCode } from '../wording/code.ts'
import { enumerate } from '../wording/enumerate.ts'
import { unexpected } from '../wording/unexpected.ts'

/** Header lines, sorted by who sets them. */
export interface ReadHeaders {
  /** Those that a script may set. */
  readonly headers: readonly Header[]
  /** The page, by `Origin` and `Referer`. */
  readonly page: string | undefined
  readonly mode: Mode | undefined
  readonly hasCookies: boolean
  /** What `Access-Control-Request-Method` and `-Headers` ask for. */
  readonly asks: Preflighted | undefined
  /** Whether a browser wrote the lines, so that some of them are its own. */
  readonly isCopied: boolean
}

/** What browsers add by themselves to a request that they copy, although a script may set it as well. */
const OWN: readonly (readonly [name: RegExp, value: RegExp])[] = [
  [/^user-agent$/i, /^Mozilla\/5\.0 /],
  [/^accept$/i, /^\*\/\*$/],
  [/^accept-language$/i, /./],
  [/^priority$/i, /./],
  // Open developer tools switch the cache off.
  [/^(cache-control|pragma)$/i, /^(no-cache|max-age=0)$/],
  [/^if-(none-match|modified-since)$/i, /./],
  [/^upgrade-insecure-requests$/i, /./],
]

/**
 * Reads header lines, as options and tools write them: `name: value`, `name:` to leave one out, `name;` for an empty value.
 *
 * @throws {TypeError} for a line that is no header
 */
export function readHeaders(lines: readonly string[], leftOut: string[]): ReadHeaders {
  const all: Header[] = []
  for (const line of lines) {
    if (line.startsWith('@')) {
      leftOut.push(`The headers in the file ${inCode(line.slice(1))}, because no file is read.`)
      continue
    }
    // HTTP/2's own fields, such as `:authority`, are no headers.
    if (/^:\w/.test(line)) continue
    const [, name = '', sign, value = ''] = /^([^:;]+)([:;])([^]*)$/.exec(line) ?? []
    if (!isToken(name.trim())) throw unexpected('The header is', line, '"name: value"')
    if (sign === ':' && value.trim() === '') continue
    all.push([name.trim(), value.trim()])
  }
  const find = (name: string): string | undefined => all.find(([other]) => other.toLowerCase() === name)?.[1]
  const isForbidden = ([name]: Header): boolean => FORBIDDEN_REQUEST_HEADER.test(name)
  const isCopied = all.some(([name, value]) => /^sec-fetch-|^sec-ch-ua/i.test(name) || value.startsWith('Mozilla/5.0 '))
  const forbidden = all.filter(isForbidden).map(([name]) => name)
  const unsaid = forbidden.filter(
    (name) =>
      !/^(origin|referer|cookie|host|accept-encoding|connection|content-length|sec-|access-control-request-)/i.test(
        name,
      ),
  )
  if (unsaid.length) {
    leftOut.push(
      `${enumerate([...new Set(unsaid)].map(inCode))}: a script cannot set ${unsaid.length > 1 ? 'these headers' : 'this header'}.`,
    )
  }
  return {
    headers: all.filter((header) => !isForbidden(header)),
    page: pageIn(find('origin'), find('referer')),
    mode: modeIn(find('sec-fetch-mode')),
    hasCookies: find('cookie') !== undefined,
    asks: asksIn(find('access-control-request-method'), find('access-control-request-headers')),
    isCopied,
  }
}

function asksIn(method: string | undefined, names = ''): Preflighted | undefined {
  if (method === undefined || !isToken(method)) return
  const asked = names.split(',').map((name) => name.trim())
  return {
    method,
    headers: asked
      .filter(isToken)
      .map((name): Header => [name, /^content-type$/i.test(name) ? 'application/json' : 'value']),
  }
}

/** The page of a request: its URL, if it is of the same origin as the `Origin` header. */
export function pageIn(origin: string | undefined, referrer: string | undefined): string | undefined {
  const url = parseUrl(referrer ?? '')
  if (!url) return origin
  return origin === undefined || originOf(url) === origin ? url.href : origin
}

function modeIn(value: string | undefined): Mode | undefined {
  return value === 'cors' || value === 'no-cors' || value === 'same-origin' ? value : undefined
}

/** The headers of a request that a browser copied, without those that it sets by itself. */
export function ofBrowser(headers: readonly Header[], leftOut: string[]): Header[] {
  const isOwn = ([name, value]: Header): boolean =>
    OWN.some(([names, values]) => names.test(name) && values.test(value))
  const changing = headers.filter((header) => isOwn(header) && /^(cache-control|pragma|if-)/i.test(header[0]))
  if (changing.length) {
    const names = enumerate(changing.map(([name]) => inCode(name)))
    leftOut.push(
      `${names}: a browser adds ${changing.length > 1 ? 'them' : 'it'} by itself. If the script sets ${changing.length > 1 ? 'them' : 'it'}, name it as a header of the call.`,
    )
  }
  return headers.filter((header) => !isOwn(header))
}

/**
 * What a copied request does not say. Developer tools write the cookies that were sent, and not the mode of the call: a
 * call with `include` whose server has set no cookies looks like one without.
 */
export const WITHOUT_COOKIES: string =
  "The credentials mode: a browser copies only cookies, and this request has none. If the call has `credentials: 'include'`, say so."
