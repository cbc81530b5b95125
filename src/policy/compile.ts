import { collect, type Report } from './issues.ts'
import { type FaultOf, methodFault, requestHeaderFault, responseHeaderFault } from './name-faults.ts'
import { nearest } from './nearest.ts'
import { FLAGS, OPTION_RULES } from './option-rules.ts'
import type { CorsOptions, OriginPredicate, PolicyJSON } from './options.ts'
import { patternFault } from './origin-pattern.ts'
import { compileOriginSet, type OriginSet } from './origin-set.ts'
import { ORIGIN, readList } from './read-list.ts'

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

type Given = { readonly [Option in keyof CorsOptions]?: unknown }

/**
 * Turns options into a policy.
 *
 * @throws {PolicyError} with every problem that the options have
 */
export function compile(given: CorsOptions): CompiledPolicy {
  // Own properties only: what somebody adds to Object.prototype is no option.
  const own: Given = Object.assign(Object.create(null), given)
  const options = collect((report) => {
    checkOptions(own, report)
    return readOptions(own, report)
  })
  return Object.freeze({
    isPublic: options.origin === '*',
    origins: compileOriginSet(options.origin),
    predicate: typeof own.origin === 'function' ? (own.origin as OriginPredicate) : undefined,
    methods: new Set(options.allowMethods),
    headers: new Set(options.allowHeaders.map((name) => name.toLowerCase())),
    options,
    onDecision: own.onDecision as CorsOptions['onDecision'],
    onError: own.onError as CorsOptions['onError'],
  })
}

/** Reports every option that there is none of, and every value of a wrong type or range. */
function checkOptions(given: Given, report: Report): void {
  for (const [option, value] of Object.entries(given)) {
    const rule = Object.hasOwn(OPTION_RULES, option) && OPTION_RULES[option]
    if (!rule) {
      report('option-unknown', [option], value, 'an option of cors()', nearest(option, Object.keys(OPTION_RULES)))
      continue
    }
    const [expected, isRight, code = 'option-type', repair] = rule
    if (value !== undefined && !isRight(value)) report(code, [option], value, expected, repair?.(value))
  }
}

/** Reads the lists, reports what does not go together, and fills in the defaults. */
function readOptions(given: Given, report: Report): PolicyJSON {
  const { origin, onError } = given
  const flags = Object.fromEntries(FLAGS.map((flag) => [flag, given[flag as keyof Given] === true])) as Pick<
    PolicyJSON,
    | 'credentials'
    | 'enforce'
    | `dangerously${'AllowInsecureOrigins' | 'AllowPublicSuffixes' | 'AllowNullOrigin' | 'ReflectHeaders'}`
  >
  const { credentials } = flags
  const names = (option: keyof Given, kind: string, faultOf: FaultOf, fallback: string[] = []): readonly string[] => {
    const list = given[option] ?? fallback
    const check: FaultOf = (name) => (credentials && name === '*' ? 'star-with-credentials' : faultOf(name))
    return Array.isArray(list) ? readList(option, list, kind, check, report) : []
  }
  const options = {
    origin:
      origin === '*'
        ? origin
        : typeof origin === 'function'
          ? []
          : readList('origin', origin, ORIGIN, (text) => patternFault(text, flags), report),
    ...flags,
    allowMethods: names('allowMethods', 'a method that scripts can send', methodFault, ['GET', 'HEAD', 'POST']),
    allowHeaders: names('allowHeaders', 'a header that scripts can set', requestHeaderFault),
    exposeHeaders: names('exposeHeaders', 'a header that scripts can read', responseHeaderFault),
    maxAge: given.maxAge as number | undefined,
    preflightStatus: given.preflightStatus === 200 ? 200 : 204,
    onError: onError === 'throw' ? onError : undefined,
  } as const
  if (credentials && origin === '*') report('any-origin-credentials', ['origin'], origin, 'listed origins')
  if (credentials && flags.dangerouslyAllowNullOrigin) {
    report('null-origin-credentials', ['dangerouslyAllowNullOrigin'], true, '', false)
  }
  if (flags.dangerouslyReflectHeaders && options.allowHeaders.includes('*')) {
    report('header-star-reflected', ['dangerouslyReflectHeaders'], true, '', false)
  }
  for (const value of Object.values(options)) Object.freeze(value)
  return Object.freeze(options)
}
