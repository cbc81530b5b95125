import { type KeepFault, MAX_PAIR, PREFIX } from '../../browser/cookies/keep.ts'
import type { SendFault } from '../../browser/cookies/send.ts'
import type { SetCookie } from '../../browser/cookies/set-cookie.ts'
import { isTrustworthy } from '../../browser/terms/origin.ts'
import { isPublicSuffix, registrableDomain } from '../../browser/terms/site.ts'
import { inCode } from '../../wording/code.ts'
import { enumerate } from '../../wording/enumerate.ts'

/** Why a browser does not keep or send a cookie. */
export type CookieFault = KeepFault | SendFault | 'no-credentials'

/** A cookie that is lost, and where. */
export interface LostCookie {
  readonly said: SetCookie
  readonly url: URL
  /** The origin of the page. */
  readonly page: string
  /** What the browser does not do: keep a cookie that the response to a call sets, or send one that was set before. */
  readonly verb: 'keep' | 'send'
}

/** Everything there is to say about one fault: the reason, and the way out. */
interface FaultRow {
  readonly because: (lost: LostCookie) => string
  readonly wayOut: (lost: LostCookie) => string
}

/** Characters of a name that are shown. */
const MAX_NAME = 40

/** One row for each fault: a fault without a row does not compile. */
export const COOKIE_FAULTS: { readonly [Fault in CookieFault]: FaultRow } = {
  malformed: {
    because: () => 'its `Set-Cookie` has a control character, or no name',
    wayOut: () => 'send a plain `name=value`',
  },
  'too-long': {
    because: ({ said: { name, value } }) =>
      `its name and value have ${name.length + value.length} bytes, more than ${MAX_PAIR}`,
    wayOut: () => 'keep the data on the server, and only a key in the cookie',
  },
  domain: {
    because: ({ said, url }) =>
      `its \`Domain\` is ${inCode(said.domain)}, ${
        isPublicSuffix(said.domain)
          ? 'below which strangers have hosts'
          : `which is neither ${inCode(url.hostname)} nor a domain above it`
      }`,
    wayOut: (lost) => setWith(lost, { domain: '' }),
  },
  'secure-over-http': {
    because: ({ url }) => `it is \`Secure\` and ${inCode(url.origin)} is on http`,
    wayOut: () => 'serve it over https',
  },
  'secure-missing': {
    because: ({ said }) => `\`${said.sameSite === 'none' ? 'SameSite=None' : 'Partitioned'}\` needs \`Secure\``,
    wayOut: (lost) => setWith(lost, { isSecure: true }),
  },
  'cross-site': {
    because: (lost) =>
      `it has ${
        lost.said.sameSite ? `\`SameSite=${titled(lost.said.sameSite)}\`` : 'no `SameSite`, which means `Lax`,'
      } and ${onOtherSite(lost)}`,
    // A partitioned cookie that the server sets on its own page is not for other sites either.
    wayOut: (lost) =>
      setWith(lost, { sameSite: 'none', isSecure: true, isPartitioned: true }) +
      (lost.verb === 'send' ? ', in the response to a call from the page' : ''),
  },
  prefix: {
    because: ({ said }) => {
      const { start, needs } = promiseOf(said)
      return `a name that begins with ${inCode(start)} needs ${needs}`
    },
    wayOut: (lost) => setWith(lost, promiseOf(lost.said).attributes),
  },
  // No header helps.
  'third-party': {
    because: (lost) => `${onOtherSite(lost)}, and WebKit blocks cookies of other sites`,
    wayOut: onOwnSite,
  },
  'no-credentials': {
    because: () => "the call has no `credentials: 'include'`",
    wayOut: () => 'add it',
  },
  'other-partition': {
    because: ({ url, page }) =>
      `cookies that ${inCode(url.host)} sets on its own pages are kept apart from those for pages of ${inCode(page)}`,
    wayOut: () => 'let the page log in by a call, whose response sets the cookie',
  },
  // Not another host: the cookie was set by the host that is called.
  'other-place': {
    because: ({ said, url }) => `its \`Path\` is ${inCode(said.path)}, and that of the URL is ${inCode(url.pathname)}`,
    wayOut: (lost) => setWith(lost, { path: '/' }),
  },
}

function onOtherSite({ url }: LostCookie): string {
  return `the page is on another site than ${inCode(url.host)}`
}

/** What the beginning of a name promises, in words and as attributes. */
function promiseOf({ name }: SetCookie): { start: string; needs: string; attributes: Partial<SetCookie> } {
  const start = PREFIX.exec(name)![0]
  const isHttp = /http-$/i.test(start)
  const isHost = /^__host/i.test(start)
  const needs = ['`Secure`', ...(isHttp ? ['`HttpOnly`'] : []), ...(isHost ? ['`Path=/`', 'no `Domain`'] : [])]
  const attributes = { isSecure: true, ...(isHttp && { isHttpOnly: true }), ...(isHost && { path: '/', domain: '' }) }
  return { start, needs: enumerate(needs), attributes }
}

function onOwnSite({ page, url }: LostCookie): string {
  const host = URL.canParse(page) ? new URL(page).hostname : ''
  const domain = registrableDomain(host)
  const example = domain ? `, for example at ${inCode(`${url.protocol}//api.${domain}`)}` : ''
  return `serve it on the page's site${example}`
}

/** The line that is right, without the value, which may be a secret. */
function setWith({ said, url }: LostCookie, changes: Partial<SetCookie>): string {
  const { name, domain, path, maxAge, expires, sameSite, isSecure, isHttpOnly, isPartitioned } = { ...said, ...changes }
  const parts = [
    `${name.slice(0, MAX_NAME)}=…`,
    domain && `Domain=${domain}`,
    path && `Path=${path}`,
    maxAge && `Max-Age=${maxAge}`,
    expires && `Expires=${expires}`,
    sameSite && `SameSite=${titled(sameSite)}`,
    isSecure && 'Secure',
    isHttpOnly && 'HttpOnly',
    isPartitioned && 'Partitioned',
  ]
  const line = inCode(`Set-Cookie: ${parts.filter(Boolean).join('; ')}`)
  return `${isSecure && !isTrustworthy(url) ? 'serve it over https, and ' : ''}set it with ${line}`
}

function titled(word: string): string {
  return word[0]!.toUpperCase() + word.slice(1)
}
