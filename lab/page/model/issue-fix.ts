import type { PolicyIssue } from '../../../src/index.ts'
import { visible } from '../../../src/wording/visible.ts'
import type { Scene } from '../scene/scene.ts'
import { addOption, type Change, removeMember, writeLiteral } from './edit.ts'
import { type WayOut, wayOut } from './issue-rules.ts'
import type { Literal, Member } from './literal.ts'
import type { Place } from './tokens.ts'

/** What one click can do about a problem of a policy. */
export interface IssueFix {
  readonly verb: 'Write' | 'Rename to' | 'Add' | 'Remove'
  /** The code that it writes or removes, as a button shows it. */
  readonly code: string
  readonly changes: readonly Change[]
}

/** A policy in which a problem is. */
export interface PolicyText {
  readonly text: string
  readonly literal: Literal
}

/** The option or the entry that a problem is about; missing if the option is not there. */
function memberOf({ code, path }: PolicyIssue, { membersOf }: Literal): Member | undefined {
  const [option, index] = path
  // Only the names of unknown options are escaped in a path.
  const isNamed = ({ key }: Member): boolean => (code === 'option-unknown' ? visible(String(key)) : key) === option
  const member = membersOf([]).find(isNamed)
  return index === undefined || !member ? member : membersOf([member.key]).find(({ key }) => key === index)
}

/** Where a problem is: the value, the name of an unknown option, or the bracket that lacks an option. */
export function placeOfIssue(issue: PolicyIssue, literal: Literal): Place {
  const member = memberOf(issue, literal)
  if (member) return issue.code === 'option-unknown' && member.name ? member.name : member.place
  const { start } = literal.placeOf([])!
  return { start, end: start + 1 }
}

/**
 * What one click can do about a problem, the best first. This is the only place that knows what a fix writes: the list
 * of problems and the editor ask here.
 */
export function fixesOf(
  issue: PolicyIssue,
  policy: PolicyText,
  call: Pick<Scene, 'page' | 'method' | 'headers'>,
): IssueFix[] {
  const ways = wayOut(issue, Object(policy.literal.value) as Readonly<Record<string, unknown>>, call)
  return ways.map((way) => fixOf(way, issue, policy))
}

/** The most characters of code on a button. */
const MAX_CODE = 80

/** Code as a button shows it: not too long, and without hidden characters. */
function shown(code: string): string {
  return visible(code.length > MAX_CODE ? `${code.slice(0, MAX_CODE)}…` : code)
}

function fixOf(way: WayOut, issue: PolicyIssue, { text, literal }: PolicyText): IssueFix {
  const member = memberOf(issue, literal)
  const option = String(issue.path[0])
  if (way.do === 'remove') {
    const { start, end } = member!.name ?? member!.place
    return { verb: 'Remove', code: shown(text.slice(start, end)), changes: [removeMember(text, member!)] }
  }
  if (way.do === 'rename') {
    return { verb: 'Rename to', code: way.name, changes: [{ ...member!.name!, text: way.name }] }
  }
  const written = writeLiteral(way.value)
  if (!member) {
    return { verb: 'Add', code: shown(`${option}: ${written}`), changes: addOption(text, literal, option, way.value) }
  }
  if (way.do === 'write-option') return replace(literal.placeOf([option])!, written)
  // An entry may become several.
  const isSpread = issue.path.length > 1 && Array.isArray(way.value)
  return replace(member.place, isSpread ? written.slice(1, -1) : written)
}

function replace(place: Place, text: string): IssueFix {
  return { verb: 'Write', code: shown(text), changes: [{ ...place, text }] }
}
