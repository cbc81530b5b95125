import { type KeepFault, MAX_PAIR } from '../../browser/cookies/keep.ts'
import type { SendFault } from '../../browser/cookies/send.ts'
import type { SetCookie } from '../../browser/cookies/set-cookie.ts'
import { isTrustworthy } from '../../browser/terms/origin.ts'
import { registrableDomain } from '../../browser/terms/site.ts'
import { inCode, visibleStart } from '../../wording/code.ts'

/** Why a browser does not keep or send a cookie. */
export type CookieFault = KeepFault | SendFault | 'no-credentials'

/** A cookie that is lost, and where. */
export interface LostCookie {
  readonly said: SetCookie
  readonly url: URL
  /** The origin of the page. */
  readonly page: string
}

/** Everything there is to say about one fault: the reason, and the way out. */
interface FaultRow {
  readonly because: (lost: LostCookie) => string
  readonly wayOut: (lost: LostCookie) => string
}

/** Characters of a name that are shown. */
const MAX_NAME = 40

/** The attributes that a cookie needs to get to pages of other sites. */
const ACROSS = { sameSite: 'None', isSecure: true, isPartitioned: true }

const CROSS_SITE: FaultRow = {
  because: (lost) => `it has \`SameSite=${lost.said.sameSite === 'lax' ? 'Lax' : 'Strict'}\` and ${onOtherSite(lost)}`,
  wayOut: (lost) => setWith(lost, ACROSS),
}
const CROSS_SITE_BY_DEFAULT: FaultRow = {
  because: (lost) => `it has no \`SameSite\`, which means \`Lax\`, and ${onOtherSite(lost)}`,
  wayOut: CROSS_SITE.wayOut,
}
/** No header helps. */
const THIRD_PARTY: FaultRow = {
  because: (lost) => `${onOtherSite(lost)}, and WebKit blocks cookies of other sites`,
  wayOut: onOwnSite,
}

function onOtherSite({ url }: LostCookie): string {
  return `the page is on another site than ${inCode(url.host)}`
}

/** One row for each fault: a fault without a row does not compile. */
export const COOKIE_FAULTS: { readonly [Fault in CookieFault]: FaultRow } = {
  'control-character': {
    because: () => 'its `Set-Cookie` has a control character',
    wayOut: plainly('leave it out'),
  },
  empty: {
    because: () => 'its `Set-Cookie` has neither a name nor a value',
    wayOut: plainly('give it a name'),
  },
  'too-long': {
    because: ({ said: { name, value } }) =>
      `its name and value have ${name.length + value.length} bytes, more than ${MAX_PAIR}`,
    wayOut: plainly('keep the data on the server, and only a key in the cookie'),
  },
  'domain-foreign': {
    because: ({ said, url }) =>
      `its \`Domain\` is ${inCode(said.domain)}, which is neither ${inCode(url.hostname)} nor a domain above it`,
    wayOut: (lost) => setWith(lost, { domain: '' }),
  },
  'domain-public-suffix': {
    because: ({ said }) => `its \`Domain\` is ${inCode(said.domain)}, below which strangers have hosts`,
    wayOut: (lost) => setWith(lost, { domain: '' }),
  },
  'secure-over-http': {
    because: ({ url }) => `it is \`Secure\` and ${inCode(url.origin)} is on http`,
    wayOut: plainly('serve it over https'),
  },
  'cross-site': CROSS_SITE,
  'cross-site-by-default': CROSS_SITE_BY_DEFAULT,
  'none-without-secure': {
    because: () => '`SameSite=None` needs `Secure`',
    wayOut: (lost) => setWith(lost, { isSecure: true }),
  },
  'partitioned-without-secure': {
    because: () => '`Partitioned` needs `Secure`',
    wayOut: (lost) => setWith(lost, { isSecure: true }),
  },
  'prefix-without-secure': prefixed('needs `Secure`', { isSecure: true }),
  'prefix-without-http-only': prefixed('needs `HttpOnly`', { isHttpOnly: true }),
  'prefix-without-path': prefixed('needs `Path=/` and no `Domain`', { path: '/', domain: '' }),
  'prefix-in-value': {
    because: () => 'it has no name, and its value begins as only names may',
    wayOut: plainly('give it a name'),
  },
  'third-party': THIRD_PARTY,
  'no-credentials': {
    because: () => "the call has no `credentials: 'include'`",
    wayOut: plainly('add it'),
  },
  'other-partition': {
    because: ({ url, page }) =>
      `cookies that ${inCode(url.host)} sets on its own pages are kept apart from those for pages of ${inCode(page)}`,
    wayOut: plainly('let the page log in by a call, whose response sets the cookie'),
  },
  'other-path': {
    because: ({ said, url }) => `its \`Path\` is ${inCode(said.path)}, and that of the URL is ${inCode(url.pathname)}`,
    wayOut: (lost) => setWith(lost, { path: '/' }),
  },
  // The two are faults of redirects, which lead elsewhere.
  'other-host': {
    because: ({ url }) => `it is not a cookie of ${inCode(url.host)}`,
    wayOut: plainly('call the server that sets it'),
  },
  'over-http': {
    because: ({ url }) => `it is \`Secure\` and ${inCode(url.origin)} is on http`,
    wayOut: plainly('serve it over https'),
  },
}

/** A way out that is the same for every cookie. */
function plainly(sentence: string): FaultRow['wayOut'] {
  return () => sentence
}

function prefixed(needs: string, attributes: Attributes): FaultRow {
  return {
    because: ({ said }) => `a name that begins with ${inCode(/^.+?-(http-)?/i.exec(said.name)?.[0])} ${needs}`,
    wayOut: (lost) => setWith(lost, attributes),
  }
}

function onOwnSite({ page, url }: LostCookie): string {
  const host = URL.canParse(page) ? new URL(page).hostname : ''
  const domain = registrableDomain(host)
  const example = domain ? `, for example at ${inCode(`${url.protocol}//api.${domain}`)}` : ''
  return `serve it on the page's site${example}`
}

interface Attributes {
  readonly domain?: string
  readonly path?: string
  readonly isSecure?: boolean
  readonly isHttpOnly?: boolean
  readonly isPartitioned?: boolean
  readonly sameSite?: string
}

/** The line that is right, without the value, which may be a secret. */
function setWith({ said, url }: LostCookie, changes: Attributes): string {
  const sameSite = said.sameSite && said.sameSite[0]!.toUpperCase() + said.sameSite.slice(1)
  const { domain, path, isSecure, isHttpOnly, isPartitioned, ...rest } = { ...said, sameSite, ...changes }
  const parts = [
    `${visibleStart(said.name, MAX_NAME)}=…`,
    domain && `Domain=${domain}`,
    path && `Path=${path}`,
    rest.maxAge && `Max-Age=${rest.maxAge}`,
    rest.expires && `Expires=${rest.expires}`,
    rest.sameSite && `SameSite=${rest.sameSite}`,
    isSecure && 'Secure',
    isHttpOnly && 'HttpOnly',
    isPartitioned && 'Partitioned',
  ]
  const line = inCode(`Set-Cookie: ${parts.filter(Boolean).join('; ')}`)
  return `${isSecure && !isTrustworthy(url) ? 'serve it over https, and ' : ''}set it with ${line}`
}
