import { getHeader } from '../../browser/terms/header-list.ts'
import { isRedirectStatus } from '../../browser/terms/status.ts'
import { type Exchange, exchangesOf, type Inquiry } from './inquiry.ts'

/** Where a response redirects; `undefined` for a response that does not, or not to a URL. */
export function redirectTarget({ response, url }: Exchange): URL | undefined {
  const location = response && isRedirectStatus(response.status) && getHeader(response.headers, 'location')
  return location && URL.canParse(location, url) ? new URL(location, url) : undefined
}

/** Whether a redirect only corrects a URL: https, `www.`, the slash at the end, or the case of its letters. */
export function isOtherSpelling(target: URL, asked: URL): boolean {
  const spelling = ({ hostname, port, pathname, search }: URL): string =>
    [hostname.replace(/^www\./, ''), port, pathname.replace(/\/$/, ''), search].join(' ').toLowerCase()
  return target.protocol >= asked.protocol && spelling(target) === spelling(asked)
}

/** Words in the URLs of logins, of OAuth 2.0 (RFC 6749, section 4.1.1), SAML and the products that offer them. */
const LOGIN =
  /(log|sign)(in|on|[-_](in|on)(?![a-z]))(?!g)|\bsso|saml|oauth|oidc|openid|\bauth(?!or)|authoriz|\bidp\b|adfs|okta|cognito|accounts\.|sessions?\/new|cloudflareaccess|client_id=|redirect_uri=|unauthori|forbidden|denied/i

/**
 * Whether a redirect leads to a login, as far as its URL says. A page cannot log in there by `fetch()`, so nobody should
 * call that URL. A wrong guess does no harm: the ways around a login work for other redirects, too.
 */
export function isLogin(target: URL, asked: URL): boolean {
  const added = target.search.replace(asked.search, '')
  const words = (target.host === asked.host ? '' : target.host) + target.pathname + added
  // A login keeps where to return to.
  const returns = [asked.pathname, encodeURIComponent(asked.pathname), asked.host].some(
    (part) => part.length > 1 && added.includes(part),
  )
  return !isOtherSpelling(target, asked) && (returns || LOGIN.test(words))
}

/** Whether a server on the way redirected the request, or its preflight, to a login. */
export function isSentToLogin(inquiry: Inquiry): boolean {
  return exchangesOf(inquiry).some((exchange) => {
    const target = redirectTarget(exchange)
    return target !== undefined && isLogin(target, exchange.url)
  })
}
