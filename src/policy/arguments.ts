import { ownOptions } from './check.ts'
import { issue, PolicyError, type PolicyIssue, unknownOption } from './issues.ts'
import { nearestName } from './nearest-name.ts'

/**
 * Refuses an argument that is not one of the options, in the words of all other problems.
 *
 * @param expected the words after "expected" in the message
 * @throws {PolicyError} if the value does not fit
 */
export function checkArgument(path: PolicyIssue['path'], value: unknown, expected: string, fits: boolean): void {
  if (!fits) throw new PolicyError([issue('option-type', path, value, expected)])
}

/** Whether a value can hold options. A list and a promise cannot, and all their options would be missing. */
export function isOptions(value: unknown): boolean {
  return value === undefined || Object.prototype.toString.call(value) === '[object Object]'
}

/**
 * Refuses options that a function does not have, for functions that check the values of their options themselves.
 *
 * @throws {PolicyError} with every unknown option
 */
export function refuseUnknown(options: unknown, known: readonly string[], reader: string): void {
  const issues = Object.entries(ownOptions(options)).flatMap(([option, value]) =>
    known.includes(option) ? [] : unknownOption(option, value, reader, known, nearestName(option, known)),
  )
  if (issues.length) throw new PolicyError(issues)
}
