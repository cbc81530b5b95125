import { isCorsHeaderName, isForbiddenRequestHeaderName, isForbiddenResponseHeaderName } from '../fetch/header-name.ts'
import { isForbiddenMethod, isStandardMethod } from '../fetch/method.ts'
import { collect, type PolicyIssueCode, type Report } from './issues.ts'
import { nearest } from './nearest.ts'
import type { CorsOptions, OriginPredicate, PolicyJSON } from './options.ts'
import type { OriginPattern } from './origin-pattern.ts'
import { compileOriginSet, type OriginSet } from './origin-set.ts'
import { type NameKind, readNames } from './read-names.ts'
import { ORIGIN, readPatterns } from './read-patterns.ts'

/** A valid policy, worked out once so that a request costs lookups. */
export interface CompiledPolicy {
  /** Whether any origin is allowed, so that all answers are the same. */
  readonly isPublic: boolean
  /** The lookup of the listed origins, of which there are none when a predicate decides. */
  readonly origins: OriginSet
  readonly predicate: OriginPredicate | undefined
  readonly methods: ReadonlySet<string>
  /** In lower case. */
  readonly headers: ReadonlySet<string>
  /** The normalised options; where a predicate decides, `origin` is empty. */
  readonly options: PolicyJSON
  readonly onDecision: CorsOptions['onDecision']
  readonly onError: CorsOptions['onError']
}

const FLAGS = [
  'credentials',
  'enforce',
  'dangerouslyAllowInsecureOrigins',
  'dangerouslyAllowPublicSuffixes',
  'dangerouslyAllowNullOrigin',
  'dangerouslyReflectHeaders',
] as const

const OPTIONS = [
  'origin',
  'allowMethods',
  'allowHeaders',
  'exposeHeaders',
  'maxAge',
  'preflightStatus',
  'onDecision',
  'onError',
  ...FLAGS,
]

const METHOD: NameKind = {
  wanted: 'a method that scripts can send',
  invalid: 'method-invalid',
  check(name) {
    const upperCase = name.toUpperCase()
    if (isForbiddenMethod(name)) return ['method-forbidden']
    return name !== upperCase && isStandardMethod(upperCase) && ['method-case', upperCase]
  },
}

const REQUEST_HEADER: NameKind = {
  wanted: 'a header that scripts can set',
  invalid: 'header-invalid',
  check: (name) =>
    isForbiddenRequestHeaderName(name) ? ['header-forbidden'] : isCorsHeaderName(name) && ['header-is-cors-header'],
}

const RESPONSE_HEADER: NameKind = {
  wanted: 'a header that scripts can read',
  invalid: 'header-invalid',
  check: (name) => isForbiddenResponseHeaderName(name) && ['expose-forbidden'],
}

/**
 * Turns options into a policy.
 *
 * @throws {PolicyError} with every problem that the options have
 */
export function compile(options: unknown): CompiledPolicy {
  return collect((report) => {
    if (typeof options === 'object' && !Array.isArray(options)) {
      // Own properties only: what somebody adds to Object.prototype is no option.
      return read(Object.assign(Object.create(null), options), report)
    }
    report('option-type', [], options, 'an object of options')
    return undefined as never
  })
}

function read(given: Readonly<Record<string, unknown>>, report: Report): CompiledPolicy {
  const expect = (
    isRight: boolean,
    option: string,
    code: PolicyIssueCode,
    wanted: string,
    suggestion?: unknown,
  ): void => {
    if (given[option] !== undefined && !isRight) report(code, [option], given[option], wanted, suggestion)
  }
  for (const option in given) {
    expect(OPTIONS.includes(option), option, 'option-unknown', 'an option of Corsage', nearest(option, OPTIONS))
  }
  const { origin, maxAge, preflightStatus, onDecision, onError } = given
  const flags = {} as Record<(typeof FLAGS)[number], boolean>
  for (const flag of FLAGS) {
    const value = given[flag]
    flags[flag] = value === true
    expect(
      typeof value === 'boolean',
      flag,
      'option-type',
      'true or false',
      value === 'true' || (value === 'false' ? false : undefined),
    )
  }
  const { credentials, dangerouslyAllowNullOrigin, dangerouslyReflectHeaders } = flags
  const names = (option: string, kind: NameKind, fallback: string[]): string[] =>
    readNames(option, given[option] ?? fallback, kind, credentials, report)
  const allowHeaders = names('allowHeaders', REQUEST_HEADER, [])
  const patterns = readOrigin(origin, flags, report)

  expect(!credentials || origin !== '*', 'origin', 'any-origin-credentials', 'listed origins')
  expect(
    !credentials || !dangerouslyAllowNullOrigin,
    'dangerouslyAllowNullOrigin',
    'null-origin-credentials',
    '',
    false,
  )
  expect(
    !dangerouslyReflectHeaders || !allowHeaders.includes('*'),
    'dangerouslyReflectHeaders',
    'header-star-reflected',
    '',
    false,
  )
  expect(typeof onDecision === 'function', 'onDecision', 'option-type', 'a function')
  expect(typeof onError === 'function' || onError === 'throw', 'onError', 'option-type', 'a function or "throw"')
  expect(preflightStatus === 200 || preflightStatus === 204, 'preflightStatus', 'preflight-status', '', 204)
  expect(isMaxAge(maxAge), 'maxAge', 'max-age-range', 'whole seconds from 0 to 86400', nearestMaxAge(maxAge))

  const options: PolicyJSON = {
    origin: origin === '*' ? origin : Object.freeze(patterns.map(({ text }) => text)),
    ...flags,
    allowMethods: names('allowMethods', METHOD, ['GET', 'HEAD', 'POST']),
    allowHeaders,
    exposeHeaders: names('exposeHeaders', RESPONSE_HEADER, []),
    maxAge: maxAge as number | undefined,
    preflightStatus: preflightStatus === 200 ? 200 : 204,
    onError: onError === 'throw' ? onError : undefined,
  }
  return Object.freeze({
    isPublic: origin === '*',
    origins: compileOriginSet(patterns),
    predicate: typeof origin === 'function' ? (origin as OriginPredicate) : undefined,
    methods: new Set(options.allowMethods),
    headers: new Set(allowHeaders.map((name) => name.toLowerCase())),
    options: Object.freeze(options),
    onDecision: onDecision as CorsOptions['onDecision'],
    onError: onError as CorsOptions['onError'],
  })
}

function isMaxAge(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 86400
}

/** The whole seconds that a wrong `maxAge` is nearest to. */
function nearestMaxAge(value: unknown): number | undefined {
  const seconds = Math.floor(Math.min(Math.max(Number(value), 0), 86400))
  return /^(number|string)$/.test(typeof value) && isMaxAge(seconds) ? seconds : undefined
}

function readOrigin(
  origin: unknown,
  flags: Readonly<Record<(typeof FLAGS)[number], boolean>>,
  report: Report,
): OriginPattern[] {
  if (origin === '*' || typeof origin === 'function') return []
  if (origin === undefined)
    report('origin-missing', ['origin'], origin, `"*", ${ORIGIN}, a list of them, or a predicate`)
  const isTooWeak = (weakness: OriginPattern['weakness']): boolean =>
    flags.credentials &&
    !(weakness === 'wildcard-public-suffix'
      ? flags.dangerouslyAllowPublicSuffixes
      : flags.dangerouslyAllowInsecureOrigins)
  return Array.isArray(origin)
    ? readPatterns(origin, (index) => ['origin', index], isTooWeak, report)
    : readPatterns(origin === undefined ? [] : [origin], () => ['origin'], isTooWeak, report)
}
