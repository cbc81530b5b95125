import type { TupleOrigin } from '../../fetch/origin.ts'
import type { CorsOptions } from '../../policy/options.ts'
import { patternFault } from '../../policy/origins/pattern.ts'
import { compileOriginSet } from '../../policy/origins/set.ts'
import { quote } from '../../wording/quote.ts'
import type { Judged, RegExpJudge } from './expressions.ts'
import { checkEntry } from './settings.ts'
import { MAX_DEPTH, refuseFunction, type Source } from './source.ts'

/** An origin of strangers. */
export const STRANGER = 'https://attacker.test'

/** What a package takes for origins. */
export interface OriginDialect {
  /** Whether it takes `true`, `false` and, with a judge, expressions. */
  readonly takesFlags?: boolean
  readonly judge?: RegExpJudge
  /** Whether `undefined` is a missing value. */
  readonly takesUndefined?: boolean
  /** Whether a list may hold what the option itself may be, and whether every other value in it allows everyone. */
  readonly takesMixed?: boolean
  /** Whether `*` in a list allows everyone. */
  readonly takesStarInList?: boolean
  /** Whether an expression with the flag `g` answers from where it stopped last time. */
  readonly keepsPlace?: boolean
  /** Whether the package sends back the origin for `*` and credentials. */
  readonly reflectsStar?: boolean
}

/** Origins while they are read. */
export interface Origins {
  readonly source: Source
  readonly setting: string
  readonly credentials: boolean
  readonly dialect: OriginDialect
  readonly patterns: string[]
  readonly predicates: ((origin: string) => boolean)[]
  hasNull: boolean
}

export function createOrigins(source: Source, setting: string, credentials: boolean, dialect: OriginDialect): Origins {
  return { source, setting, credentials, dialect, patterns: [], predicates: [], hasNull: false }
}

/** Reads the origins: one value, or a list of them. */
export function readOrigin(
  source: Source,
  credentials: boolean,
  dialect: OriginDialect,
  setting: string = 'origin',
): CorsOptions {
  const { given, name, findings } = source
  const isMissing = !Object.hasOwn(given, setting) || (dialect.takesUndefined && given[setting] === undefined)
  const value = isMissing ? '*' : given[setting]
  const reading = createOrigins(source, setting, credentials, dialect)
  if (value === '*' || (value === true && dialect.takesFlags)) {
    const isReflected = value === true || (credentials && dialect.reflectsStar === true)
    return readEveryone(reading, isMissing ? 'is "*" by default' : `is ${quote(value)}`, isReflected)
  }
  if (value === false && dialect.takesFlags) {
    findings.note('origin-off', setting, `is false, so ${name} answers nobody, and origin is []`)
    return { origin: [] }
  }
  if (typeof value === 'function') {
    refuseFunction(source, setting)
    return { origin: [] }
  }
  if (!Array.isArray(value)) readEntry(reading, value, undefined)
  else if (dialect.takesStarInList && value.includes('*')) {
    if (value.length > 1) findings.note('all-origins-win', setting, `has "*", so its other entries have no effect`)
    return readEveryone(reading, 'has "*"', false)
  } else readEntries(reading, value)
  return toOptions(reading)
}

export function readEntries(reading: Origins, list: readonly unknown[], depth: number = 0): void {
  list.forEach((entry: unknown, index) => {
    if (!Array.isArray(entry) || !reading.dialect.takesMixed || depth === MAX_DEPTH) readEntry(reading, entry, index)
    else readEntries(reading, entry, depth + 1)
  })
}

/** The options for origins that were read. */
export function toOptions({ patterns, predicates, hasNull }: Origins): CorsOptions {
  const origins = [...new Set(patterns)]
  return {
    origin: predicates.length ? predicateOf(origins, predicates) : origins,
    ...(hasNull && { dangerouslyAllowNullOrigin: true }),
  }
}

function predicateOf(
  origins: readonly string[],
  predicates: readonly ((origin: string) => boolean)[],
): (origin: TupleOrigin) => boolean {
  const isListed = compileOriginSet(origins)
  return ({ serialized }) => isListed(serialized) || predicates.some((matches) => matches(serialized))
}

/**
 * Reads options for every origin. A policy says it with `*`, to which browsers never send cookies.
 *
 * @param state what the option says, after its name
 * @param isReflected whether the package sends back each origin
 * @param inert why credentials have no effect, if it sends `*`
 */
export function readEveryone(
  { source: { findings, name }, setting, credentials }: Origins,
  state: string,
  isReflected: boolean,
  inert: string = 'browsers refuse the answer to every request with cookies',
): CorsOptions {
  if (credentials) {
    const why = isReflected ? `${name} sends back each origin, so any page could read your users' data` : inert
    const message = `${state}, and credentials are true, expected a list of origins: ${why}`
    findings.refuse('any-origin-credentials', setting, message, { witness: STRANGER })
  } else if (isReflected) {
    const message = `${state}, which is "*" for browsers without credentials, so origin is "*"`
    findings.note('origin-reflected', setting, message)
  }
  return { origin: '*' }
}

function readEntry(reading: Origins, entry: unknown, index: number | undefined): void {
  const { source, setting, credentials, dialect, patterns } = reading
  const { findings, name } = source
  const takesAll = index === undefined ? dialect.takesFlags : dialect.takesMixed
  if (entry === 'null') reportNull(reading, index, quote(entry))
  else if (typeof entry === 'string') {
    if (entry.includes('*') && entry !== '*' && !patternFault(entry)) {
      const message =
        `is ${quote(entry)}, expected an origin without a star: ${name} compares the star literally, and a policy ` +
        'would allow every name that fits'
      findings.refuse('wildcard-literal', setting, message, { index, nearest: [entry] })
    } else if (checkEntry(source, setting, index, 'origin', entry, credentials)) patterns.push(entry)
  } else if (takesAll && dialect.judge && entry instanceof RegExp) {
    const judged = dialect.judge(source, setting, index, entry, {
      credentials,
      keepsPlace: dialect.keepsPlace === true,
    })
    addJudged(reading, index, judged)
    // oxlint-disable-next-line unicorn/no-instanceof-builtins -- The package cors asks for this, and finds a string.
  } else if (entry && dialect.takesMixed && !Array.isArray(entry) && !(entry instanceof String)) {
    const message = `is ${quote(entry)}, expected an origin: ${name} takes this value for true, and allows every origin`
    findings.refuse('origin-everyone', setting, message, { index, witness: STRANGER })
  } else checkEntry(source, setting, index, 'origin', entry, credentials)
}

/** Adds what an expression allows. */
export function addJudged(reading: Origins, index: number | undefined, judged: Judged): void {
  reading.patterns.push(...judged.patterns)
  if (judged.matches) reading.predicates.push(judged.matches)
  if (judged.matchesNull) reportNull(reading, index, judged.state)
}

/** Reports an entry that allows the origin null, which any page can send. With credentials, it is refused. */
function reportNull(reading: Origins, index: number | undefined, state: string): void {
  const { source, setting, credentials } = reading
  if (credentials) {
    const message = `is ${state}, expected an entry without null: any page can send the origin null, and read your users' data`
    source.findings.refuse('null-origin-credentials', setting, message, { index, witness: 'null' })
    return
  }
  reading.hasNull = true
  const message = `is ${state}, so dangerouslyAllowNullOrigin is true: any page can send the origin null`
  source.findings.note('null-origin', setting, message, { index })
}
