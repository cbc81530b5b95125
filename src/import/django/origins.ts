import type { TupleOrigin } from '../../fetch/origin.ts'
import { patternFault } from '../../policy/origins/pattern.ts'
import { compileOriginSet } from '../../policy/origins/set.ts'
import { quote } from '../../wording/quote.ts'
import { checkEntry } from './entry.ts'
import { reportNull } from './null-origin.ts'
import { readRegexes } from './regexes.ts'
import { find, type Project, readList, readSwitch, SETTINGS } from './settings.ts'

/** The options of a policy about origins. */
export interface OriginOptions {
  readonly origin: '*' | readonly string[] | ((origin: TupleOrigin) => boolean)
  readonly dangerouslyAllowNullOrigin?: true
}

export function readOrigins(project: Project, credentials: boolean): OriginOptions {
  if (readSwitch(project, SETTINGS.all)) return readEveryone(project, credentials)
  const listed = readListed(project, credentials)
  const { patterns, predicates, hasNull } = readRegexes(project, credentials)
  const origins = [...new Set([...listed.origins, ...patterns])]
  return {
    origin: predicates.length ? predicateOf(origins, predicates) : origins,
    ...((listed.hasNull || hasNull) && { dangerouslyAllowNullOrigin: true }),
  }
}

function predicateOf(
  origins: readonly string[],
  predicates: readonly ((origin: string) => boolean)[],
): (origin: TupleOrigin) => boolean {
  const isListed = compileOriginSet(origins)
  return ({ serialized }) => isListed(serialized) || predicates.some((matches) => matches(serialized))
}

function readEveryone(project: Project, credentials: boolean): OriginOptions {
  const { findings } = project
  const { name } = find(project, SETTINGS.all)!
  const lists = [find(project, SETTINGS.origins), find(project, SETTINGS.regexes)].filter((list) => list !== undefined)
  if (credentials) {
    const message = `is true, and so is ${SETTINGS.credentials.name}, expected a list of origins: any page could read your users' data`
    findings.refuse('any-origin-credentials', name, message, { meant: lists[0]?.value })
    return { origin: '*' }
  }
  for (const list of lists) {
    const isEmpty = Array.isArray(list.value) && !list.value.length
    if (!isEmpty) findings.note('all-origins-win', list.name, `has no effect, because ${name} is true`)
  }
  return { origin: '*' }
}

function readListed(project: Project, credentials: boolean): { origins: readonly string[]; hasNull: boolean } {
  const { findings } = project
  const list = readList(project, SETTINGS.origins)
  if (!list) return { origins: [], hasNull: false }
  const { name } = list
  let hasNull = false
  const origins = list.value.filter((entry, index): entry is string => {
    if (entry === 'null') {
      hasNull = true
      reportNull(project, name, index, entry, credentials)
      return false
    }
    if (entry === 'file://') {
      const message =
        'is "file://", which is left out: only an old WebView of Android sends it, and pages from files send null'
      findings.note('origin-file', name, message, { index })
      return false
    }
    if (typeof entry === 'string' && entry.includes('*') && entry !== '*' && !patternFault(entry)) {
      const message =
        `is ${quote(entry)}, expected an origin without a star: Django compares the star literally, and a policy would ` +
        'allow every name that fits'
      findings.refuse('wildcard-literal', name, message, { index, nearest: [entry] })
      return false
    }
    return checkEntry(project, name, index, 'origin', entry, credentials)
  })
  return { origins, hasNull }
}
