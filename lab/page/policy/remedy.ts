import type { Finding } from '../../../src/audit/index.ts'
import { applyChanges, removeMember, writeLiteral } from '../model/edit.ts'
import { namesIn } from '../model/header-names.ts'
import type { Literal } from '../model/literal.ts'
import { readPolicy, setOption } from '../model/policy.ts'
import type { Scene } from '../scene/scene.ts'
import { tryPolicy } from './read-policy.ts'

/** A change of the policy that makes a finding go away. */
export interface Remedy {
  /** What the button says, in the imperative. */
  readonly title: string
  readonly policy: string
}

interface Given {
  readonly text: string
  readonly literal: Literal
  /** Where the finding is. */
  readonly path: Finding['path']
  readonly scene: Scene
}

type Change = (given: Given) => string | undefined

/**
 * What to do about each rule whose way out is one change of the options. The other rules ask for a decision that only the
 * visitor can make, or for something outside of the policy.
 */
const CHANGES: Readonly<Record<string, readonly [title: string, change: Change]>> = {
  'A-02': ['Leave maxAge out', leaveOut('maxAge')],
  'A-03': ['Write maxAge: 600', set('maxAge', () => 600)],
  'C-04': ['Leave credentials out', leaveOut('credentials')],
  'E-03': ['Remove the header', removeEntry],
  'E-04': ['Remove the header', removeEntry],
  'E-05': ['Leave timingAllowOrigin out', leaveOut('timingAllowOrigin')],
  'H-02': ['List the headers of this call', set('allowHeaders', ({ headers }) => namesIn(headers.toLowerCase()))],
  'H-04': ['Remove the header', removeEntry],
  'H-05': ['Remove the header', removeEntry],
  'M-05': ['List the method of this call', set('allowMethods', ({ method }) => [method.trim().toUpperCase()])],
  'O-03': ['Leave dangerouslyAllowNullOrigin out', leaveOut('dangerouslyAllowNullOrigin')],
  'O-08': ['Leave credentials out', leaveOut('credentials')],
  'O-09': ['Write https', writeHttps],
  'O-10': ['Write https', writeHttps],
  'O-11': ['Remove the origin', removeEntry],
  'O-16': ['Remove the http origin', removeEntry],
  'O-18': ['Remove the origin', removeEntry],
  'O-19': ['Leave credentials out', leaveOut('credentials')],
}

/** The change that makes a finding go away, if there is one that leaves a policy which `cors()` accepts. */
export function remedyFor({ rule, path }: Finding, scene: Scene): Remedy | undefined {
  const found = Object.hasOwn(CHANGES, rule) ? CHANGES[rule] : undefined
  if (!found) return undefined
  const [title, change] = found
  const { policy: text } = scene
  const policy = change({ text, literal: readPolicy(text), path, scene })
  return policy !== undefined && policy !== text && tryPolicy(policy).policy ? { title, policy } : undefined
}

function leaveOut(name: string): Change {
  return ({ text, literal }) => without(text, literal, [name])
}

/** Writes a value. An empty list would only say that nothing is known. */
function set(name: string, valueOf: (scene: Scene) => number | readonly string[]): Change {
  return ({ text, scene }) => {
    const value = valueOf(scene)
    return typeof value === 'object' && !value.length ? undefined : setOption(text, name, value)
  }
}

function without(text: string, { membersOf }: Literal, path: Finding['path']): string | undefined {
  const member = membersOf(path.slice(0, -1)).find(({ key }) => key === path.at(-1))
  return member && applyChanges(text, [removeMember(text, member)])
}

/** Removes an entry of a list, or the whole option if nothing else is in the list. */
function removeEntry({ text, literal, path }: Given): string | undefined {
  const [name, at] = path
  if (typeof at !== 'number') return undefined
  const { length } = Object(literal.value)[name as string] as readonly unknown[]
  return without(text, literal, length > 1 ? path : [name as string])
}

function writeHttps(given: Given): string | undefined {
  const { text, literal, path } = given
  const listed = [(literal.value as { readonly origin?: unknown }).origin].flat()
  const better = String(listed[Number(path[1] ?? 0)]).replace('http:', 'https:')
  // A second entry with https would be the next finding.
  if (listed.includes(better)) return removeEntry(given)
  const place = literal.placeOf(path)
  return place && applyChanges(text, [{ ...place, text: writeLiteral(better) }])
}
