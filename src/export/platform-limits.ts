import type { PolicyJSON } from '../policy/options.ts'
import { toOriginList } from './origin-pattern.ts'
import type { Limit } from './plan.ts'

/** The origins that a policy lists. A predicate has none. */
export function listed({ origin }: PolicyJSON): readonly string[] {
  return Array.isArray(origin) ? origin : []
}

/** What no platform can do. */
export const PLATFORM_LIMITS: readonly Limit[] = [
  {
    code: 'export-enforce',
    option: 'enforce',
    message:
      'The platform sets headers and refuses no request. Leave out enforce, or mount the policy in front of the application',
    applies: ({ enforce }) => enforce,
  },
  {
    code: 'export-cookieless',
    option: 'cookieless',
    message:
      'The platform does not remove cookies. Leave out cookieless, or mount the policy in front of the application',
    applies: ({ cookieless }) => cookieless,
  },
  {
    code: 'export-timing',
    option: 'timingAllowOrigin',
    message:
      'The platform does not set Timing-Allow-Origin. Leave out timingAllowOrigin, or mount the policy in front of the application',
    applies: ({ timingAllowOrigin }) => timingAllowOrigin,
  },
]

/** What a platform cannot do that compares origins and names as its own patterns. */
export const LIST_LIMITS: readonly Limit[] = [
  {
    code: 'export-no-origin',
    option: 'origin',
    message:
      'The policy allows no origin, and the platform has no rule for that. Remove its CORS configuration, and let the application send no CORS headers',
    applies: (options) => options.origin !== '*' && Array.isArray(options.origin) && options.origin.length === 0,
  },
  {
    code: 'export-null-origin',
    option: 'dangerouslyAllowNullOrigin',
    message:
      'The documentation of the platform does not say how it treats "null". Leave out dangerouslyAllowNullOrigin',
    applies: ({ origin, dangerouslyAllowNullOrigin }) => origin !== '*' && dangerouslyAllowNullOrigin,
  },
  {
    code: 'export-origin-pattern',
    option: 'origin',
    message:
      'The platform has no wildcards, or wildcards that match more than those of a policy. List each origin, or export to Envoy or to a web server',
    applies: (options) => toOriginList(listed(options)).patterns.length > 0,
  },
  {
    code: 'export-any-header',
    option: 'allowHeaders',
    message: 'The platform may read a "*" in a name as a wildcard. Rename the header',
    applies: ({ allowHeaders }) => allowHeaders.some(isPartial),
  },
  {
    code: 'export-exposed-headers',
    option: 'exposeHeaders',
    message: 'The platform may read a "*" in a name as a wildcard. Rename the header',
    applies: ({ exposeHeaders }) => exposeHeaders.some(isPartial),
  },
]

/** Names may have asterisks (https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2), which mean nothing to a browser. */
function isPartial(name: string): boolean {
  return name !== '*' && name.includes('*')
}

/** The limit of a platform that knows only some methods. */
export function onlyMethods(known: readonly string[]): Limit {
  return {
    code: 'export-method',
    option: 'allowMethods',
    message: `The platform knows only ${known.join(', ')}. Leave out other methods`,
    applies: ({ allowMethods }) => allowMethods.some((method) => !known.includes(method)),
  }
}

/** The limit of a platform whose wildcard for request headers is for any of them. */
export const REALLY_ANY_HEADER: Limit = {
  code: 'export-any-header',
  option: 'allowHeaders',
  message:
    'The "*" of the platform covers Authorization as well, and that of a policy does not. List the names, or add "authorization"',
  applies: ({ allowHeaders }) => allowHeaders.includes('*') && !/(^|,)authorization(,|$)/i.test(allowHeaders.join()),
}

/** The limit of a platform that has no wildcard for request headers. */
export const NO_ANY_HEADER: Limit = {
  code: 'export-any-header',
  option: 'allowHeaders',
  message: 'The platform has no documented wildcard for request headers. List the names',
  applies: ({ allowHeaders }) => allowHeaders.includes('*'),
}

/** The limit of a platform that has no wildcard for exposed headers. */
export const NO_ANY_EXPOSED: Limit = {
  code: 'export-exposed-headers',
  option: 'exposeHeaders',
  message: 'The platform has no documented wildcard for exposed headers. List the names',
  applies: ({ exposeHeaders }) => exposeHeaders.includes('*'),
}

/** The limit of a platform that never allows credentials. */
export const NO_CREDENTIALS: Limit = {
  code: 'export-credentials',
  option: 'credentials',
  message:
    'The platform does not send Access-Control-Allow-Credentials. Leave out credentials, or mount the policy in front of the platform',
  applies: ({ credentials }) => credentials,
}

/** The limit of a platform that allows credentials to every origin that it lists. */
export const ALWAYS_CREDENTIALS: Limit = {
  code: 'export-credentials',
  option: 'credentials',
  message:
    'The platform allows credentials to every listed origin, and the policy does not. Set credentials: true if that is right, or mount the policy in front of the platform',
  applies: (options) => !options.credentials && listed(options).length > 0,
}
