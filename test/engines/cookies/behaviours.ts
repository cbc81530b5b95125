import type { EngineName } from '../driver/browsers.ts'
import type { Phase } from './rounds.ts'

/** Whether a cookie arrives, which `docs/browser-differences.md` says of each engine. */
export interface CookieBehaviour {
  /** The cookie, how it was set, and which call asks for it. */
  readonly says: string
  /** The case that shows it, and the call in which it does. */
  readonly case: string
  readonly phase: Phase
  /** The engines in which the cookie arrives. */
  readonly arrives: readonly EngineName[]
  /** The engines whose profile does otherwise. */
  readonly beyondProfile?: readonly EngineName[]
}

const ALL: readonly EngineName[] = ['chromium', 'firefox', 'webkit']

/** What the engines do about cookies, from the most frequent reason for which a cookie is lost. */
export const COOKIE_BEHAVIOURS: readonly CookieBehaviour[] = [
  {
    says: 'no `SameSite`; set by the answer to a call from another site',
    case: 'cross-site; Secure, of a call',
    phase: 'again',
    arrives: ['firefox'],
  },
  {
    says: 'no `SameSite`; set by a login at the API’s own page; call from another site',
    case: 'cross-site; Secure, of a login',
    phase: 'again',
    arrives: [],
  },
  {
    says: 'no `SameSite`; set at most two minutes ago by a login; POST from another site',
    case: 'a POST to another site within two minutes',
    phase: 'again',
    arrives: [],
  },
  {
    says: '`SameSite=Lax` or `Strict`; set by a login; call from another site',
    case: 'cross-site; SameSite=Lax; Secure, of a login',
    phase: 'again',
    arrives: [],
  },
  {
    says: '`SameSite=None; Secure`; set by the answer to a call from another site',
    case: 'cross-site; SameSite=None; Secure, of a call',
    phase: 'again',
    arrives: ['chromium', 'firefox'],
  },
  {
    says: 'the same cookie; call from a third site',
    case: 'cross-site; SameSite=None; Secure, of a call',
    phase: 'third',
    arrives: ['chromium'],
  },
  {
    says: '`SameSite=None; Secure`; set by a login; call from another site',
    case: 'cross-site; SameSite=None; Secure, of a login',
    phase: 'again',
    arrives: ['chromium'],
  },
  {
    says: '`SameSite=None; Secure; Partitioned`; set by the answer to a call from another site',
    case: 'cross-site; SameSite=None; Secure; Partitioned, of a call',
    phase: 'again',
    arrives: ['chromium', 'firefox'],
  },
  {
    says: '`SameSite=None; Secure; Partitioned`; set by a login; call from another site',
    case: 'cross-site; SameSite=None; Secure; Partitioned, of a login',
    phase: 'again',
    arrives: [],
  },
  {
    says: '`SameSite=Strict`; a page on http calls https on the same domain',
    case: 'same site, from http to https; SameSite=Strict, of a call',
    phase: 'again',
    arrives: ['firefox', 'webkit'],
  },
  {
    says: '`SameSite=None` without `Secure`, even within a site',
    case: 'same site; SameSite=None, of a call',
    phase: 'again',
    arrives: ['webkit'],
  },
  {
    says: '`Partitioned` without `Secure`',
    case: 'same site; Partitioned, of a call',
    phase: 'again',
    arrives: ['webkit'],
  },
  { says: '`Secure` over http', case: 'same origin over http; Secure, of a call', phase: 'again', arrives: [] },
  {
    says: '`Secure` at `http://localhost`',
    case: 'localhost; Secure, of a call',
    phase: 'again',
    arrives: ['chromium', 'firefox'],
  },
  {
    says: '`Domain` of a public suffix, such as `co.uk`',
    case: 'Domain=co.uk at https://a.shop.co.uk',
    phase: 'again',
    arrives: [],
  },
  { says: '`Domain` of another host', case: 'Domain=other.com', phase: 'again', arrives: [] },
  {
    says: '`__Host-` without `Secure`',
    case: '__Host-{name}=1; Path=/',
    phase: 'again',
    arrives: ['webkit'],
    beyondProfile: ['webkit'],
  },
  {
    says: '`__Host-` without `Path`, set at `/`',
    case: '__Host-{name}=1; Secure',
    phase: 'again',
    arrives: ['firefox', 'webkit'],
    beyondProfile: ['firefox', 'webkit'],
  },
  {
    says: 'more than 4096 bytes of name and value',
    case: '4097 bytes of name and value',
    phase: 'again',
    arrives: ['webkit'],
    beyondProfile: ['webkit'],
  },
  {
    says: 'a control character in the value',
    case: JSON.stringify('{name}=a\u0001b'),
    phase: 'again',
    arrives: ['webkit'],
    beyondProfile: ['webkit'],
  },
  {
    says: 'set by the answer to a call without credentials',
    case: 'a call without credentials to another origin',
    phase: 'again',
    arrives: [],
  },
  {
    says: 'set by an answer that the page may not read',
    case: 'an answer that is refused',
    phase: 'again',
    arrives: ALL,
  },
]
