import { issue, PolicyError, type PolicyIssue } from '../../policy/issues.ts'
import { patternFault } from '../../policy/origins/pattern.ts'
import { suggestPattern } from '../../policy/suggest.ts'
import { isTenant } from '../rules.ts'
import { writeKey } from './key.ts'

/** An exact origin, or a tenant and its exact origin. */
export type OriginEntry = string | readonly [tenant: string, origin: string]

/** Takes entries one by one. */
export interface Collector {
  readonly take: (entry: unknown) => void
  /** Counts a place without an entry: an empty line. */
  readonly skip: () => void
  /**
   * @returns whether the entries have tenants, or `undefined` if there are no entries
   * @throws {PolicyError} with the first problems, and the number of all
   */
  readonly finish: () => boolean | undefined
}

/** Is called for each valid entry, when its key has been written. */
export type Keep = (length: number, tenant: string | undefined, origin: string) => void

/** What is the same for all entries of a list. */
export interface Listing {
  /** The name of the list in messages. */
  readonly name: string
  /** Whether entries may be patterns such as `https://*.customer.example`. */
  readonly hasPatterns: boolean
  /** Whether all entries must have tenants, or none. Default: as the first entry. */
  readonly hasTenants?: boolean | undefined
}

/** A list of a million origins may have a million problems. */
const MAX_ISSUES = 20

const ORIGIN = 'an exact origin such as "https://app.example.com"'
const PAIR = 'a tenant and its origin, such as ["acme", "https://app.example.com"]'
const TENANT = 'a name of 1 to 256 characters'

/**
 * Makes a collector, which checks every entry as `cors()` checks an origin.
 */
export function createCollector({ name, hasPatterns, hasTenants: given }: Listing, keep: Keep): Collector {
  const issues: PolicyIssue[] = []
  let hasTenants = given
  let index = -1
  let faults = 0
  const refuse = (found: () => PolicyIssue): void => {
    if (++faults <= MAX_ISSUES) issues.push(found())
  }
  const take = (entry: unknown): void => {
    index++
    const isPair = Array.isArray(entry)
    hasTenants ??= isPair
    const path = [name, index]
    if (isPair !== hasTenants || (isPair && entry.length !== 2)) {
      const expected = hasTenants ? PAIR : ORIGIN
      const why = isPair === hasTenants ? undefined : 'either all entries have tenants or none'
      return refuse(() => issue('option-type', path, entry, expected, undefined, why))
    }
    const [tenant, origin] = (isPair ? entry : [undefined, entry]) as [unknown, unknown]
    if (!isName(origin, hasPatterns)) return refuse(() => originIssue(isPair ? [...path, 1] : path, origin))
    if (isPair && !isTenant(tenant)) return refuse(() => issue('option-type', [...path, 0], tenant, TENANT))
    keep(writeKey(tenant as string | undefined, origin), tenant as string | undefined, origin)
  }
  return {
    take,
    skip: () => {
      index++
    },
    finish: () => {
      if (faults > MAX_ISSUES) issues.push(countIssue(name, faults))
      if (issues.length) throw new PolicyError(issues)
      return hasTenants
    },
  }
}

/** Whether a value is a list. A string would be a list of its characters. */
export function isList(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value
}

/** Whether a value is an exact origin or, if that is allowed, a pattern for the names below a domain. */
function isName(value: unknown, hasPatterns: boolean): value is string {
  if (typeof value !== 'string' || patternFault(value)) return false
  return !value.includes('*') || (hasPatterns && !value.endsWith('*'))
}

function originIssue(path: PolicyIssue['path'], origin: unknown): PolicyIssue {
  if (typeof origin !== 'string') return issue('origin-type', path, origin, ORIGIN)
  const fault = patternFault(origin)
  if (fault) return issue(fault, path, origin, ORIGIN, suggestPattern(origin, fault))
  return issue('option-type', path, origin, ORIGIN, undefined, 'list patterns in the options of cors()')
}

function countIssue(name: string, faults: number): PolicyIssue {
  const expected = 'only exact origins'
  const message = `${name} has ${faults} wrong entries, expected ${expected}: the first ${MAX_ISSUES} are above`
  return Object.freeze({ code: 'option-type', path: [name], value: faults, message, expected })
}
