import { SAFELISTED_METHODS } from '../../fetch/method.ts'
import type { PolicyJSON } from '../../policy/options.ts'
import { inCode, literal } from '../../wording/code.ts'
import { enumerate } from '../../wording/enumerate.ts'
import { includesCredentials, type Inquiry } from '../inquiry/index.ts'
import type { Fix } from './fix.ts'
import { addedTo, type Demand, type PolicyChange, policyChange, usualCase } from './policy-change.ts'
import { rowToChange, withCertainty } from './row.ts'

/** A change of the policy, or of a row, that lets the page do everything that it asks for. */
export function inPolicy(inquiry: Inquiry): readonly Fix[] {
  const { request, row, options: policy, hasPredicate, unsafeNames, isOriginAllowed = false } = inquiry
  if (row?.candidates) return withCertainty(row)
  if (!policy) return []
  const { origin, method } = request
  const demand = { origin, method, unsafeNames, isOriginAllowed, withCredentials: includesCredentials(inquiry) }
  const change = policyChange(demand, policy)
  if (!change) return []
  const predicate = `({ serialized }) => serialized === ${literal(origin)}`
  const lines = Object.entries(change).map(([option, value]) => {
    const isForPredicate = hasPredicate && option === 'origin' && value !== '*'
    return `${option}: ${isForPredicate ? predicate : literal(value)}`
  })
  const place = rowToChange(inquiry)
  return [
    {
      change: 'policy',
      sentence: sentenceFor(change, demand, policy, place?.where),
      value: place?.isNew ? `${literal(place.name)}: { ${lines.join(', ')} }` : lines.join(',\n'),
      ...(!hasPredicate && { options: change }),
      ...(place && { row: place.name }),
    },
  ]
}

function sentenceFor(change: PolicyChange, { origin, method }: Demand, policy: PolicyJSON, where = ''): string {
  const needsMethod = policy.enforce || !SAFELISTED_METHODS.includes(method)
  const hasMethod = needsMethod && addedTo('allowMethods', change, policy).includes(usualCase(method))
  const headers = addedTo('allowHeaders', change, policy)
  const what = [
    change.origin === '*' && 'every origin (any page can have the origin `null`)',
    change.origin !== undefined && change.origin !== '*' && `the origin ${inCode(origin)}`,
    change.credentials && 'credentials',
    hasMethod && `the method ${inCode(usualCase(method))}`,
    headers.length > 0 && `the ${headers.length > 1 ? 'headers' : 'header'} ${enumerate(headers.map(inCode))}`,
  ].filter((text) => typeof text === 'string')
  const lists = [policy.allowMethods, policy.allowHeaders, policy.exposeHeaders]
  const stars =
    change.credentials && lists.some((list) => list.includes('*'))
      ? ' List names in place of `*`, which is not a wildcard with credentials.'
      : ''
  const risk = change.dangerouslyAllowInsecureOrigins
    ? ' It is safer to open the page over https, because anyone on the network can change a page that is loaded over http.'
    : ''
  return `Allow ${enumerate(what) || 'this call'}${where}.${stars}${risk}`
}
