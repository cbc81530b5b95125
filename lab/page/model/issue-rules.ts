import type { PolicyIssue, PolicyIssueCode } from '../../../src/index.ts'
import { OPTION_RULES } from '../../../src/policy/rules.ts'
import type { Scene } from '../scene/scene.ts'
import { namesIn } from './header-names.ts'
import { originOfPage } from './page.ts'
import { issuesOf } from './policy.ts'

type Options = Readonly<Record<string, unknown>>

/** What can be done about a problem: with the value it is about, or with the whole option that the value is in. */
export type WayOut =
  | { readonly do: 'write'; readonly value: unknown }
  | { readonly do: 'write-option'; readonly value: unknown }
  | { readonly do: 'rename'; readonly name: string }
  | { readonly do: 'remove' }

/** The call of the page, which says what the policy should allow. */
type Call = Pick<Scene, 'page' | 'method' | 'headers'>

type Rule = (issue: PolicyIssue, options: Options, call: Call) => readonly WayOut[]

const REMOVE: WayOut = { do: 'remove' }
const write = (value: unknown): WayOut => ({ do: 'write', value })
const writeOption = (value: unknown): WayOut => ({ do: 'write-option', value })

const isEntry = ({ path }: PolicyIssue): boolean => path.length > 1
const removeEntry: Rule = () => [REMOVE]
/** An entry goes. An option needs a value, and `[]` allows nobody. */
const allowNobody: Rule = (issue) => [isEntry(issue) ? REMOVE : write([])]

/** The ways out for codes whose suggestion, if they have one, is not all that can be said. */
const RULES: { readonly [Code in PolicyIssueCode]?: Rule } = {
  'option-type': typeRule,
  'origin-missing': (_, options, call) => [write(pageList(options, call))],
  'origin-type': (issue, options, call) => [isEntry(issue) ? REMOVE : write(pageList(options, call))],
  'origin-empty': allowNobody,
  'origin-null': allowNobody,
  'origin-opaque-scheme': allowNobody,
  // A star alone says the same as a list of it was meant to say. Among others, only its removal allows nobody more.
  'origin-star-in-list': (_, options) =>
    options['credentials'] !== true && (options['origin'] as unknown[]).length === 1 ? [writeOption('*')] : [REMOVE],
  'origin-separator': ({ value }, options) => {
    const origins = String(value)
      .split(/[\s,;|]+/)
      .filter(Boolean)
    return origins.length > 0 && origins.every((origin) => isListable(origin, options)) ? [write(origins)] : []
  },
  'wildcard-position': exactOrigin,
  'wildcard-public-suffix': exactOrigin,
  'any-origin-credentials': (_, options, call) => [write(pageList(options, call))],
  'star-with-credentials': ({ path }, options, call) => {
    const option = String(path[0])
    const names = namesOf(option, call).filter((name) => issuesWith(option, [name], options).length === 0)
    return [names.length > 0 ? write(names) : REMOVE]
  },
  'method-invalid': removeEmpty,
  'header-invalid': removeEmpty,
  'method-forbidden': removeEntry,
  'header-forbidden': removeEntry,
  'header-is-cors-header': removeEntry,
  'vary-without-predicate': removeEntry,
  'expose-forbidden': removeEntry,
  'preflight-status': () => [write(204), write(200)],
}

/** What can be done about a problem, the best first. Empty if only the person who wrote the policy can know. */
export function wayOut(issue: PolicyIssue, options: Options, call: Call): readonly WayOut[] {
  const { code, suggestion } = issue
  if (code === 'option-unknown') {
    const isFree = typeof suggestion === 'string' && !Object.hasOwn(options, suggestion)
    return isFree ? [{ do: 'rename', name: suggestion }] : [REMOVE]
  }
  if (suggestion !== undefined) return [write(suggestion)]
  return RULES[code]?.(issue, options, call) ?? []
}

function typeRule(issue: PolicyIssue, options: Options): readonly WayOut[] {
  const option = String(issue.path[0])
  if (isEntry(issue)) return removeEmpty(issue)
  if (OPTION_RULES[option]?.expected === 'true or false') {
    // A slip is no reason to propose a danger.
    return option.startsWith('dangerously') ? [write(false)] : [write(true), write(false)]
  }
  const names = typeof issue.value === 'string' ? issue.value.split(/[\s,]+/).filter(Boolean) : []
  const usable = isListOfNames(option) ? names.flatMap((name) => usableName(option, name, options)) : []
  // All other options have a default, and many take functions, which the lab never runs.
  return usable.length > 0 ? [write(usable)] : [REMOVE]
}

function isListOfNames(option: string): boolean {
  return /^(allow|expose)/.test(option)
}

/** A name as a list can have it: as it is, as it was meant, or not at all. */
function usableName(option: string, name: string, options: Options): string[] {
  const [issue] = issuesWith(option, [name], options)
  if (!issue) return [name]
  return typeof issue.suggestion === 'string' ? [issue.suggestion] : []
}

function removeEmpty({ value }: PolicyIssue): readonly WayOut[] {
  return value === undefined || value === null || value === '' ? [REMOVE] : []
}

/** The origin of the page, which is exact. */
function exactOrigin(issue: PolicyIssue, options: Options, call: Call): readonly WayOut[] {
  const [origin] = pageList(options, call)
  if (origin === undefined) return []
  const isListed = [options['origin']].flat().includes(origin)
  return [isEntry(issue) && isListed ? REMOVE : write(origin)]
}

/** The list of the page's origin; empty if a policy with these options cannot list it. */
function pageList(options: Options, { page }: Call): string[] {
  const origin = originOfPage(page)
  return isListable(origin, options) ? [origin] : []
}

function isListable(origin: string, options: Options): boolean {
  return issuesWith('origin', [origin], options).length === 0
}

/** The names that the call needs, for an option that lists them. */
function namesOf(option: string, { method, headers }: Call): string[] {
  if (option === 'allowMethods') return [method.trim().toUpperCase()]
  if (option !== 'allowHeaders') return []
  return namesIn(headers)
}

/** The problems that an option would have with a value. What else is in the policy does not matter, and may be long. */
function issuesWith(option: string, value: unknown, options: Options): readonly PolicyIssue[] {
  const { credentials, dangerouslyAllowInsecureOrigins, dangerouslyAllowPublicSuffixes } = options
  const related = { credentials, dangerouslyAllowInsecureOrigins, dangerouslyAllowPublicSuffixes }
  return issuesOf({ origin: [], ...related, [option]: value }).filter(({ path }) => path[0] === option)
}
