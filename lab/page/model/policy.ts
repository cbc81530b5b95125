import { cors, type CorsOptions, type CorsPolicy, type PolicyError, type PolicyIssue } from '../../../src/index.ts'
import type { Fix } from '../../../src/explain/index.ts'
import type { Scene } from '../scene/scene.ts'
import { addMembers, addOption, applyChanges, removeMember, writeLiteral } from './edit.ts'
import { type Literal, readLiteral } from './literal.ts'
import { originOfPage } from './page.ts'
import { type Place, tokensOf } from './tokens.ts'

export { writeLiteral } from './edit.ts'

/**
 * Makes the policy that somebody wrote.
 *
 * @throws {TextProblem} if the text cannot be read
 * @throws {PolicyError} if the options are refused
 */
export function policyOf(text: string): CorsPolicy {
  return cors(readPolicy(text).value as CorsOptions)
}

/** The problems of options. */
export function issuesOf(options: unknown): readonly PolicyIssue[] {
  try {
    cors(options as CorsOptions)
    return []
  } catch (error) {
    return (error as PolicyError).issues
  }
}

/** Reads options from what somebody wrote: the options alone, or the whole call of `cors()`. */
export function readPolicy(text: string): Literal {
  const { start, end } = optionsIn(text)
  const blank = (part: string): string => part.replaceAll(/[^\n]/g, ' ')
  return readLiteral(blank(text.slice(0, start)) + text.slice(start, end))
}

/** The name of an option, of this package or of those that people come from. */
const OPTION =
  /(?:^|[{,\s])["']?(?:origins?|credentials|vary|max_?age|methods|headers|(?:allow|expose|allowed|exposed)_?(?:origins?|methods|headers)|preflight\w*|timingAllowOrigin|enforce|cookieless|on\w+|dangerously\w+)["']?\s*[:,}]/i

/** The policy in a program: its call of `cors()`, or its object of options. Text that begins with one is returned whole. */
export function policyIn(text: string): string | undefined {
  const isOptions = text.startsWith('{') && (OPTION.test(text) || /^\{\s*\}?$/.test(text))
  const found = isOptions ? undefined : (/\bcors\s*\(/.exec(text) ?? /=\s*(?=\{[^]{0,2000}\borigin\b)/.exec(text))
  if (!isOptions && !found) return
  const rest = text.slice(found ? found.index : 0).replace(/^=\s*/, '')
  const end = endOfBrackets(rest)
  const policy = end === undefined || isOptions ? rest : rest.slice(0, end)
  return /^cors\s*\(\s*\)$/.test(policy) ? 'cors({})' : policy
}

/** The index at which the first bracket is closed. */
function endOfBrackets(text: string): number | undefined {
  let depth = 0
  for (const { kind, text: mark, end } of tokensOf(text)) {
    if (kind !== 'mark') continue
    if (/[([{]/.test(mark)) depth++
    else if (/[)\]}]/.test(mark) && --depth === 0) return end
  }
  return
}

/** People paste the whole call as well as its options. */
function optionsIn(text: string): Place {
  const tokens = tokensOf(text).filter(({ kind }) => kind !== 'comment')
  const call = tokens.findIndex(({ text: name }, index) => name === 'cors' && tokens[index + 1]?.text === '(')
  const last = tokens.findLast(({ text: mark }) => mark !== ';')
  return last?.text === ')' && call !== -1
    ? { start: tokens[call + 1]!.end, end: last.start }
    : { start: 0, end: text.length }
}

/** Writes options into the text of the policy, and keeps what else is in it. */
export function changePolicy(scene: Scene, options: NonNullable<Fix['options']>): Scene {
  const entries = Object.entries(options)
  return { ...scene, policy: entries.reduce((text, [name, value]) => setOption(text, name, value), scene.policy) }
}

/** Writes an option into the text of a policy. Of a list, only the entries change that have to, because of comments. */
export function setOption(text: string, name: string, value: unknown): string {
  const literal = readPolicy(text)
  const place = literal.placeOf([name])
  if (!place) return applyChanges(text, addOption(text, literal, name, value))
  const old: unknown = Object(literal.value)[name]
  if (!Array.isArray(old) || !Array.isArray(value) || (old.length > 0 && !old.some((one) => value.includes(one))))
    return applyChanges(text, [{ ...place, text: writeLiteral(value) }])
  const gone = literal.membersOf([name]).find((_, index) => !value.includes(old[index]))
  // A list without an entry has other places.
  if (gone) return setOption(applyChanges(text, [removeMember(text, gone)]), name, value)
  const added = value.filter((one) => !old.includes(one)).map(writeLiteral)
  return added.length ? applyChanges(text, addMembers(text, literal, [name], added)) : text
}

/**
 * The page at another address: one that the policy lists, if a fix asks for any address in place of an opaque origin, or
 * else the one of the fix, which the policy then lists.
 */
export function openPage(scene: Scene, value: string): Scene {
  const policy = policyOf(scene.policy)
  const { origin } = policy.toJSON()
  const listed = [origin]
    .flat()
    .map(examplePage)
    .find((one) => /^https?:/.test(one))
  if (originOfPage(scene.page) === 'null' && listed !== undefined) return { ...scene, page: listed }
  const page = originOfPage(value)
  const opened = { ...scene, page: value }
  return origin === '*' || policy.allowsOrigin(page) ? opened : changePolicy(opened, { origin: [...origin, page] })
}

/** A page that an entry of a list allows. */
function examplePage(pattern: string): string {
  return pattern.replace('//*.', '//www.').replace(/:\*$/, ':3000')
}
