import { type Observation, REQUESTS } from './requests.ts'

/** A row of a table of docs/migrating.md: what changes in the answers to some requests, and why. */
export type Change = readonly [requests: string, before: string, after: string, why: string]

/** Why answers change: the first reason whose request and change fit, such as `status 200 → 204`. */
const REASONS: readonly (readonly [requests: RegExp, change: RegExp, why: string])[] = [
  [/^other OPTIONS/, /^(status|application)/, 'it is not a preflight, so the application answers it'],
  [/^other OPTIONS/, /methods|allow-headers|max-age/, 'browsers read these in preflights only'],
  [/^preflight/, /expose/, 'browsers read it in other answers only'],
  [/^preflight/, /^status/, 'a preflight has no content'],
  [/^own `\*`/, /^page|allow-origin/, 'only the policy gives permission'],
  [/other origin$/, /^access-control/, 'a refused origin gets no permission'],
  [/no `Origin`$/, /^access-control/, 'nobody asked for permission'],
  [/^missing route/, /^page reads →|(allow-origin|expose).*→ none/, 'the framework answers it, not a route'],
  [/^(thrown error|missing route|redirect)/, /^(page|status)|allow-origin/, 'the page can read every answer'],
  [/.*/, /^Vary/, 'it names what the answer depends on'],
  [/.*/, /expose/, 'browsers read it in these answers'],
  [/.*/, /methods|allow-headers|max-age/, 'browsers read these in preflights only'],
]

/**
 * The changes from one program to another, in the order of the requests.
 *
 * @throws if a change has no reason
 */
export function findChanges(
  before: Readonly<Record<string, Observation>>,
  after: Readonly<Record<string, Observation>>,
): Change[] {
  const rows = new Map<string, { readonly requests: string[]; readonly change: readonly [string, string, string] }>()
  for (const [request, old] of Object.entries(before))
    for (const change of compare(request, old, after[request]!)) {
      const row = rows.get(change.join('|')) ?? { requests: [], change }
      row.requests.push(request)
      rows.set(change.join('|'), row)
    }
  return Array.from(rows.values(), ({ requests, change }): Change => [nameAll(requests), ...change])
}

/** Names for several requests together. */
const GROUPS: readonly (readonly [name: string, requests: readonly string[]])[] = [
  ['every request', Object.keys(REQUESTS)],
  ['every preflight', Object.keys(REQUESTS).filter((name) => name.startsWith('preflight'))],
  ['GET or PUT, listed origin', ['GET, listed origin', 'PUT, listed origin']],
]

function nameAll(requests: readonly string[]): string {
  const names = GROUPS.reduce<readonly string[]>(
    (left, [name, group]) =>
      group.every((one) => left.includes(one))
        ? left.flatMap((one) => (one === group[0] ? [name] : group.includes(one) ? [] : [one]))
        : left,
    requests,
  )
  return names.join('; ')
}

/** The changes in one answer, those with the same reason together. */
function compare(request: string, before: Observation, after: Observation): (readonly [string, string, string])[] {
  const byReason = new Map<string, string[]>()
  for (const property of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (before[property] === after[property]) continue
    const why = reasonOf(request, `${property} ${before[property] ?? 'none'} → ${after[property] ?? 'none'}`)
    byReason.set(why, [...(byReason.get(why) ?? []), property])
  }
  return Array.from(byReason, ([why, properties]) => [show(before, properties), show(after, properties), why] as const)
}

function reasonOf(request: string, change: string): string {
  const [, , why] = REASONS.find(([requests, changes]) => requests.test(request) && changes.test(change)) ?? []
  if (why === undefined) throw new Error(`No reason for a change of the answer to ${request}: ${change}`)
  return why
}

function show(observed: Observation, properties: readonly string[]): string {
  const parts = properties.flatMap((property) => {
    const value = observed[property]
    if (value === undefined) return []
    if (!/^(access-control-|Vary)/.test(property)) return property === 'status' ? value : `the ${property} ${value}`
    return `\`${property.replace(/^access-control-/, '')}${value === 'sent' ? '' : `: ${value}`}\``
  })
  return parts.join(', ') || 'none'
}
