import { getHeader } from '../../browser/terms/header-list.ts'
import { SAFE_METHOD } from '../../fetch/safe-method.ts'
import type { PolicyHeaders } from '../../server/headers.ts'
import { type Exchange, isLogin, isOtherSpelling, redirectTarget } from '../inquiry/index.ts'
import { type Difference, elementsOf, type HeaderValues, isCorsName, isList, valuesOf } from './difference.ts'

/**
 * Everything that a signature looks at, as one string. The first line has the kind of the request, the status and some
 * words; each other line is a header, with its name in lower case:
 *
 * - `bare`: no `Access-Control-*` header
 * - `login`, `spelling`, `redirect`: where it redirects
 * - `hit`: from a cache, as the cache says
 * - `doubled`: a single value is several, or a list has a name twice
 * - `other`: the origin of another page that the policy allows
 * - `reflected`: the page's origin, where the policy refuses it, or where the server reflects any origin
 * - `star`: `*` in place of an origin
 * - `lists`: other lists of methods or headers than the policy's
 * - `same`: the origin that the policy names
 * - `vary`: everything is as expected, except `Vary`
 * - `form`: a framework may take the request for a form
 * - `json`: the page asks for JSON only
 */
export function factsOf(
  exchange: Exchange,
  expected: PolicyHeaders,
  headers: HeaderValues,
  differences: readonly Difference[],
  isOpen: boolean,
): string {
  const lines = [...headers].map(([name, value]) => `\n${name}: ${value}`).join('')
  const target = redirectTarget(exchange)
  const isBare = ![...headers.keys()].some(isCorsName)
  const allowed = headers.get('access-control-allow-origin')
  const wanted = valuesOf(expected.set).get('access-control-allow-origin')
  const words = {
    bare: isBare,
    login: target && isLogin(target, exchange.url),
    spelling: target && isOtherSpelling(target, exchange.url),
    redirect: target,
    hit: [...headers].some(isHit),
    doubled: [...headers].some(isDoubled),
    other: exchange.isForOther,
    reflected: allowed === getHeader(exchange.headers, 'origin') && (isOpen || wanted === undefined),
    star: allowed === '*' && wanted !== '*',
    lists: differences.some(({ name }) => isList(name)),
    same: allowed !== undefined && allowed === wanted,
    vary: !isBare && differences.every(({ name }) => name === 'vary'),
    form: isForm(exchange),
    json: getHeader(exchange.headers, 'accept') === 'application/json',
  }
  const named = Object.entries(words).flatMap(([word, isTrue]) => (isTrue ? [word] : []))
  return [exchange.isPreflight ? 'preflight' : 'actual', exchange.response?.status, ...named].join(' ') + lines
}

/**
 * As `Age`, RFC 9211 and the headers of Cloudflare, CloudFront, Fastly, nginx, Varnish and Vercel say. Next.js caches
 * behind its middleware, so `x-nextjs-cache` says nothing about the headers of a policy.
 */
function isHit([name, value]: readonly [string, string]): boolean {
  return name.includes('cache') && name !== 'x-nextjs-cache'
    ? /\bhit/i.test(value)
    : name === 'age' && /^[1-9]/.test(value)
}

/** Whether it is a write with the content type of a form, or without one, as SvelteKit and Astro define it. */
function isForm({ method, headers }: Exchange): boolean {
  const type = getHeader(headers, 'content-type')
  return !SAFE_METHOD.test(method) && (!type || /x-www-form-urlencoded|form-data|text\/plain/i.test(type))
}

function isDoubled([name, value]: readonly [string, string]): boolean {
  const elements = elementsOf(name, value)
  return isCorsName(name) && (isList(name) ? new Set(elements).size < elements.length : elements.length > 1)
}
