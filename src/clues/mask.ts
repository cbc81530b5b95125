/** Stands for a secret in everything that is shown. */
export const MASK = '***'

/** Headers whose values are secrets, or hold them. */
const SECRET_HEADER =
  /^(authorization|proxy-authorization|cookie2?|set-cookie2?|(x-)?(api|auth|access|session|csrf|xsrf|amz-security|goog|functions)[\w-]*(key|token|secret|id)|x-amz-signature|.*[-_](token|secret|password|api-?key)|token|apikey|password)$/i

/** Names of parameters of a URL whose values are secrets. */
const SECRET_PARAMETER =
  /^(.*[-_.])?(access|auth|id|refresh|session|security|csrf|xsrf|bearer)?[-_]?(token|secret|password|passwd|pwd|signature|sig|apikey|api[-_]?key|credential|code|jwt|session|sessionid|sid|key|assertion|samlresponse)$/i

/** A URL or a piece of one, as a message may hold it. */
const URL_IN_TEXT = /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'<>`‘’“”]+/gi

/** A line of a header whose value is a secret, as people paste it. */
const HEADER_IN_TEXT =
  /\b((?:proxy-)?authorization|(?:set-)?cookie2?|apikey|[a-z]{1,40}(?:-[a-z]{1,40}){0,4}-(?:token|secret|password|api-?key))(["']?\s*[:=]\s*["']?)([^\r\n"']+)/gi

/** The value of a header as it may be shown: the scheme of a login stays, and the names of cookies stay. */
export function maskHeader(name: string, value: string): string {
  if (!SECRET_HEADER.test(name)) return maskText(value)
  if (/^set-cookie2?$/i.test(name)) return value.replace(/^([^=;]*)=([^;]*)/, `$1=${MASK}`)
  if (/^cookie2?$/i.test(name)) return value.split(';').map(maskPair).join(';')
  const scheme = AUTH_SCHEME_START.exec(value)?.[0]
  return scheme ? `${scheme}${MASK}` : MASK
}

/** The scheme of credentials (RFC 9110, section 11.4), with the blank after it. */
const AUTH_SCHEME_START = /^[A-Za-z][\w!#$%&'*+.^`|~-]* (?=.)/

function maskPair(pair: string): string {
  const at = pair.indexOf('=')
  return at < 0 ? pair : `${pair.slice(0, at + 1)}${MASK}`
}

/** A URL as it may be shown: without user and password, and without the values of parameters that hold secrets. */
export function maskUrl(url: string): string {
  const masked = url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#\\]*@/i, `$1${MASK}@`)
  const at = masked.search(/[?#]/)
  return at < 0
    ? masked
    : masked.slice(0, at) + masked.slice(at).replaceAll(/([?&#;])([^=&#;?]*)=([^&#;]*)/g, maskParameter)
}

function maskParameter(whole: string, start: string, name: string, value: string): string {
  // `user[password]` and `clientSecret`, as `user.password` and `client_Secret`.
  const words = decode(name)
    .replace(/\]$/, '')
    .replaceAll('[', '.')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_')
  return value && SECRET_PARAMETER.test(words) ? `${start}${name}=${MASK}` : whole
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Text as it may be shown, such as a message of a console or of an error: every URL and every header in it is masked. */
export function maskText(text: string): string {
  return text
    .replaceAll(
      HEADER_IN_TEXT,
      (_, name: string, between: string, value: string) => `${name}${between}${maskHeader(name, value)}`,
    )
    .replaceAll(URL_IN_TEXT, maskUrl)
}

/** Data as it may be shown: every string in it is masked. */
export function maskStrings<Data>(data: Data): Data {
  return maskIn(data) as Data
}

function maskIn(data: unknown): unknown {
  if (typeof data === 'string') return maskText(data)
  if (Array.isArray(data)) {
    // A header is a pair of name and value.
    const [name, value] = data as readonly unknown[]
    if (data.length === 2 && typeof name === 'string' && typeof value === 'string')
      return [name, maskHeader(name, value)]
    return data.map(maskIn)
  }
  if (typeof data !== 'object' || data === null) return data
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      typeof value === 'string' ? maskHeader(name, value) : maskIn(value),
    ]),
  )
}
