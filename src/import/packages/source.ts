import { checkArgument, isOptions } from '../../policy/arguments.ts'
import type { Given } from '../../policy/check.ts'
import type { PolicyIssueCode } from '../../policy/issues.ts'
import { nearestName } from '../../policy/nearest-name.ts'
import type { CorsOptions } from '../../policy/options.ts'
import { unpolluted } from '../../runtime/unpolluted.ts'
import { quote } from '../../wording/quote.ts'
import { createFindings, type Findings, type ImportFinding } from '../finding.ts'

/** The codes of what a policy says differently, or of an option that has no effect. */
export type PackageNoteCode =
  | 'all-origins-win'
  | 'enforced'
  | 'header-dropped'
  | 'headers-reflected'
  | 'max-age-zero'
  | 'methods-star'
  | 'null-origin'
  | 'option-dropped'
  | 'option-unknown'
  | 'origin-off'
  | 'origin-reflected'
  | 'preflight-continue'
  | 'private-network'
  | 'regex-never'
  | 'regex-outside'
  | 'regex-predicate'

/** The codes of what a policy cannot or must not say: those of `cors()`, and those that only a package has. */
export type PackageRefusalCode =
  | PolicyIssueCode
  | 'list-is-string'
  | 'option-function'
  | 'origin-everyone'
  | 'path-hidden'
  | 'path-pattern'
  | 'preflight-off'
  | 'regex-everyone'
  | 'regex-stateful'
  | 'regex-unread'
  | 'regex-unsafe'
  | 'wildcard-literal'

export type PackageNote = ImportFinding<PackageNoteCode>
export type PackageRefusal = ImportFinding<PackageRefusalCode>

/** What the options of a package mean for this library. */
export interface PackageImport {
  /** Options for `cors()`. Missing if an option is refused. */
  readonly options?: CorsOptions
  /** A table for `routes()` of corsage/routes, from a configuration for each path. Other paths have no CORS. */
  readonly routes?: { readonly [key: string]: CorsOptions }
  /** What is different, what has no effect, and what stays to be done. */
  readonly notes: readonly PackageNote[]
  /** What must be changed first. */
  readonly refusals: readonly PackageRefusal[]
}

/** The options that a package was given, and where findings about them go. */
export interface Source {
  /** The package, as messages name it. */
  readonly name: string
  readonly given: Given
  readonly findings: Findings<PackageNoteCode, PackageRefusalCode>
}

/**
 * Copies the options that a package reads. What a package reads by other ways, such as a getter, can change from one
 * request to the next, so it is refused.
 *
 * @throws {PolicyError} if they are not options at all
 */
export function readSource(options: unknown, name: string, known: readonly string[]): Source {
  const findings: Source['findings'] = createFindings()
  const given: Record<string, unknown> = unpolluted({})
  const source = { name, given, findings }
  if (typeof options === 'function') {
    refuseFunction(source, 'options')
    return source
  }
  checkArgument(['options'], options, `an object with the options of ${name}`, isOptions(options))
  if (options === undefined) return source
  const prototype = Object.getPrototypeOf(options) as object | null
  if (prototype && Object.getPrototypeOf(prototype) !== null)
    findings.refuse('option-type', 'options', 'are an instance of a class, expected a plain object')
  for (const [option, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(options as object))) {
    const { value, enumerable } = descriptor
    if (!enumerable) continue
    if (!known.includes(option)) noteUnknown(source, option, known)
    else if (isGetter(descriptor) || hasGetter(value))
      findings.refuse('option-type', option, 'has a getter, expected a value')
    else given[option] = Array.isArray(value) ? [...(value as unknown[])] : (value as unknown)
  }
  return source
}

function noteUnknown({ name, findings }: Source, option: string, known: readonly string[]): void {
  // "optionSuccessStatus" and "optionsSuccessCode" are common mistakes, and too far away for nearestName().
  const isNear = (one: string): boolean =>
    option.length > 8 && [one, one.replace('s', '')].some((like) => like.startsWith(option.slice(0, -4)))
  const near = nearestName(option, known) ?? known.find(isNear)
  const question = near ? `: did you mean ${near}?` : ''
  const message = `has no effect, because ${name} has no such option${question}`
  findings.note('option-unknown', option, message, { meant: near })
}

function isGetter(descriptor: PropertyDescriptor): boolean {
  return !Object.hasOwn(descriptor, 'value')
}

/** How deep a list may be nested. A list inside itself has no end. */
export const MAX_DEPTH = 5

/** Whether a list, or a list in it, has an entry that can change from one request to the next. */
function hasGetter(value: unknown, depth: number = 0): boolean {
  return (
    Array.isArray(value) &&
    Object.values(Object.getOwnPropertyDescriptors(value)).some(
      (entry) => isGetter(entry) || (depth < MAX_DEPTH && hasGetter(entry.value, depth + 1)),
    )
  )
}

/** Refuses an option that the package calls for each request. */
export function refuseFunction({ name, findings }: Source, setting: string): void {
  const message =
    `is a function, expected a value: ${name} calls it for each request, so write this part yourself: as a predicate, ` +
    'origin: ({ serialized }) => boolean, or as rows of corsage/routes'
  findings.refuse('option-function', setting, message)
}

/** Refuses a value of another type. */
export function refuseType({ given, findings }: Source, setting: string, expected: string): void {
  if (typeof given[setting] === 'function')
    findings.refuse('option-function', setting, `is a function, expected ${expected}: list what it returns`)
  else findings.refuse('option-type', setting, `is ${quote(given[setting])}, expected ${expected}`)
}

/** The options, if nothing was refused, and the findings. */
export function finish({ findings: { notes, refusals } }: Source, options: CorsOptions): PackageImport {
  return Object.freeze({
    ...(!refusals.length && { options: Object.freeze(options) }),
    notes: Object.freeze(notes),
    refusals: Object.freeze(refusals),
  })
}
