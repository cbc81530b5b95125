import { parseUrl } from '../../browser/terms/parse-url.ts'
import { enumerate } from '../../wording/enumerate.ts'
import { inCode } from '../../wording/code.ts'
import { unexpected } from '../../wording/unexpected.ts'
import type { CallReading, ClueCall } from '../call.ts'
import { ofBrowser, type ReadHeaders, readHeaders, WITHOUT_COOKIES } from '../headers.ts'
import { argumentsOf, type CurlArgument } from './arguments.ts'
import { bodyOf } from './body.ts'
import { commandOf } from './prompt.ts'
import { shellOf, wordsOf } from './words.ts'

/** The most characters of a line: browsers copy bodies of megabytes, and a shell takes less. */
const MAX_CHARACTERS = 4_194_304

/**
 * Reads a command line of curl as the call of a page: what a browser copied ("Copy as cURL", for POSIX shells and for
 * cmd.exe), or what a person typed. Nothing is run, and no file is read.
 *
 * @throws {TypeError} for a line that is not one of curl, or that curl itself would refuse
 */
export function readCurl(line: string): CallReading {
  if (line.length > MAX_CHARACTERS)
    throw unexpected('The length of the line is', line.length, `at most ${MAX_CHARACTERS}`)
  const trimmed = commandOf(line.trim()) ?? line.trim()
  const { words, output } = wordsOf(trimmed, shellOf(trimmed))
  const [program = ''] = words
  if (!/^(?:.*[/\\])?curl(?:\.exe)?$/i.test(program))
    throw unexpected('The line starts with', program, '"curl" and its options')
  const all = argumentsOf(words.slice(1))
  const next = all.findIndex(({ effect }) => effect === 'next')
  const options = next < 0 ? all : all.slice(0, next)
  const leftOut = leftOutOf(options, next >= 0)
  const urls = options.filter(({ effect }) => effect === 'url').map(({ value }) => value)
  const { body, type, query } = bodyOf(options, leftOut)
  const { url, user } = withoutUser(urlOf(urls, options, query, leftOut))
  const lines = linesOf(options)
  // As curl does, except where the line has its own header.
  if (user !== undefined && !lines.some((one) => /^authorization:/i.test(one))) {
    lines.push(`Authorization: Basic ${toBase64(user)}`)
  }
  const call = callOf(url, options, readHeaders(lines, leftOut), body, leftOut)
  const typed = type !== undefined && !call.headers.some(([name]) => /^content-type$/i.test(name))
  const found = typed ? { ...call, headers: [...call.headers, ['Content-Type', type] as const] } : call
  return { call: found, leftOut, ...(output.trim() && { output }) }
}

function callOf(
  url: string,
  options: readonly CurlArgument[],
  { headers, page, mode, hasCookies, isCopied, asks }: ReadHeaders,
  body: ClueCall['body'],
  leftOut: string[],
): ClueCall {
  const asked = options.findLast(({ effect }) => effect === 'method')?.value
  const isHead = options.some(({ effect }) => effect === 'head')
  const isUpload = options.some(({ effect }) => effect === 'upload')
  const isGet = options.some(({ effect }) => effect === 'get')
  const implied = isUpload ? 'PUT' : body !== null && !isGet ? 'POST' : isHead ? 'HEAD' : 'GET'
  const method = asked ?? implied
  const sendsBody = body !== null && !isGet
  if (sendsBody && /^(GET|HEAD)$/i.test(method)) {
    leftOut.push(`The body, because \`fetch()\` sends none with ${method.toUpperCase()}.`)
  }
  const isOfUser = options.some(({ effect }) => effect === 'cookie') || hasCookies
  if (isCopied && !isOfUser) leftOut.push(WITHOUT_COOKIES)
  return {
    url,
    method,
    headers: isCopied ? ofBrowser(headers, leftOut) : headers,
    body: sendsBody && !/^(GET|HEAD)$/i.test(method) ? body : null,
    ...(page !== undefined && { page }),
    ...(mode && { mode }),
    ...(isOfUser && { credentials: 'include' as const }),
    ...(asks && /^OPTIONS$/i.test(method) && { asks }),
  }
}

/** The header lines of all options. Those of `--json` are there once, and only if no other has their names. */
function linesOf(options: readonly CurlArgument[]): string[] {
  const lines = options.flatMap(headerOf)
  if (!options.some(({ effect }) => effect === 'json')) return lines
  const added = ['Content-Type', 'Accept'].filter(
    (name) => !lines.some((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`)),
  )
  return [...lines, ...added.map((name) => `${name}: application/json`)]
}

/** The header lines that an option makes. */
function headerOf({ effect, value }: CurlArgument): string[] {
  switch (effect) {
    case 'header':
      return [value]
    case 'user':
      return [`Authorization: Basic ${toBase64(value)}`]
    case 'bearer':
      return [`Authorization: Bearer ${value}`]
    case 'user-agent':
      return [`User-Agent: ${value}`]
    case 'referer':
      return [`Referer: ${value.replace(/;auto$/, '')}`]
    case 'range':
      return [`Range: bytes=${value}`]
    case 'cookie':
      return [`Cookie: ${value}`]
    default:
      return []
  }
}

/** https://datatracker.ietf.org/doc/html/rfc7617#section-2, with the bytes of UTF-8. */
function toBase64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''))
}

/** The URL as `fetch()` takes it: without the user and the password, which curl sends as a header. */
function withoutUser(href: string): { readonly url: string; readonly user: string | undefined } {
  const url = new URL(href)
  const { username, password } = url
  if (!username && !password) return { url: href, user: undefined }
  Object.assign(url, { username: '', password: '' })
  return { url: url.href, user: `${decode(username)}:${decode(password)}` }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The URL, with what `-G` and `--url-query` add to it. */
function urlOf(
  urls: readonly string[],
  options: readonly CurlArgument[],
  query: string | undefined,
  leftOut: string[],
): string {
  const [first] = urls
  if (first === undefined)
    throw new TypeError('The line has no URL, expected one such as https://api.example.com/users')
  if (urls.length > 1)
    leftOut.push(`The ${urls.length - 1} other URLs of the line. Only ${inCode(first)} is explained.`)
  // curl guesses http for a URL without a scheme.
  const url = parseUrl(/^[a-z][a-z0-9+.-]*:\/\//i.test(first) ? first : `http://${first}`)
  if (!url) throw unexpected('The URL is', first, 'one such as "https://api.example.com/users"')
  if (/[[\]{}]/.test(first.replace(/^([a-z]+:\/\/)?([^/?#]*@)?\[[^\]]*\]/i, ''))) {
    leftOut.push('The brackets in the URL stay as they are, although curl makes several URLs of them.')
  }
  const added = [
    ...options.filter(({ effect }) => effect === 'query').map(({ value }) => value),
    ...(query ? [query] : []),
  ]
  if (added.length) url.search = [url.search.slice(1), ...added].filter(Boolean).join('&')
  return url.href
}

/** Options that change something which a page cannot. */
function leftOutOf(options: readonly CurlArgument[], hasNext: boolean): string[] {
  const written = (effect: CurlArgument['effect']): string[] => [
    ...new Set(options.filter((one) => one.effect === effect).map((one) => one.written)),
  ]
  const sentences: string[] = []
  const say = (names: readonly string[], why: string): void => {
    if (names.length) sentences.push(`${enumerate(names.map(inCode))}: ${why}`)
  }
  say(written('insecure'), 'a browser does not accept a certificate that is not valid.')
  say(written('place'), 'a page cannot choose a proxy or an address.')
  say(written('file'), 'no file is read.')
  say(written('certificate'), 'a page cannot choose a certificate of the client.')
  if (hasNext) sentences.push('Everything after `--next`, which is another request.')
  return sentences
}
