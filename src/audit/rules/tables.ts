import { SAFELISTED_METHODS } from '../../fetch/method.ts'
import { SAFE_METHOD } from '../../fetch/safe-method.ts'
import { coversMethod } from '../../policy/covers.ts'
import { quote } from '../../wording/quote.ts'
import { type AuditedRow, type AuditedTable, refuses } from '../subject/table.ts'
import type { Found, Rules } from './rule.ts'

/** When each rule applies, in words. Only docs/audit.md is made of them: no bundle holds them. */
export const TABLE_CONDITIONS = {
  'T-01':
    '`allowMethods` of a row lists a method about which another row decides, that row refuses the method or an origin that this row allows, and it does not `enforce`',
  'T-02':
    'a row of a table allows credentials for GET, and an origin that a row for other methods of the same path refuses',
  'T-03': 'the key of a row of a table names OPTIONS',
  'T-04': 'the key of a row of a table names a method that the policy of the row does not list',
} as const

/** Rules about the rows of a table, next to each other. */
export const TABLE_RULES: Rules<keyof typeof TABLE_CONDITIONS> = {
  // The cache of preflights has an entry for each URL and method, whatever method the preflight asked for
  // (https://fetch.spec.whatwg.org/#concept-cache).
  'T-01': {
    severity: 'medium',
    point: 3,
    references: ['CWE-749', 'Fetch'],
    says: 'Browsers remember the methods of a preflight for the URL, so they send this method without asking the row that decides about it',
    fix: 'List only methods of the row in allowMethods',
    find: { row: sentWithoutAsking },
  },
  'T-02': {
    severity: 'info',
    point: 6,
    references: ['CWE-346'],
    says: 'Pages that may not write here can read with the cookies of their visitors',
    fix: 'Allow the same origins in both rows, or leave credentials out',
    find: { row: readsMore },
  },
  'T-03': {
    severity: 'low',
    point: 3,
    references: ['Fetch'],
    says: 'A preflight belongs to the row of the method that it asks for, and not to this row',
    fix: 'Remove OPTIONS from the key',
    find: { row: ({ key, pattern }) => !!pattern.methods?.includes('OPTIONS') && { got: quote(key) } },
  },
  'T-04': {
    severity: 'low',
    point: 3,
    references: ['Fetch'],
    says: 'Pages cannot send a method of this row, because its policy does not list the method',
    fix: 'List the method in allowMethods',
    find: {
      row: ({ pattern, policy, origins }) =>
        origins.length > 0 &&
        unsafe(pattern.methods ?? [])
          .filter((method) => method !== 'OPTIONS' && !coversMethod(policy.options, method))
          .map((method) => ({ got: quote(method) })),
    },
  },
}

/** The methods for which browsers ask first. */
function unsafe(methods: readonly string[]): string[] {
  return methods.filter((method) => !SAFELISTED_METHODS.includes(method))
}

function sentWithoutAsking({ key, policy, origins, decides }: AuditedRow, { methods }: AuditedTable): Found {
  const { allowHeaders, dangerouslyReflectHeaders } = policy.options
  const own = methods.filter((method) => decides(method).key === key)
  // Without one of these, no preflight of the row succeeds. An upload that reports its progress makes POST need one.
  const hasHeaders = allowHeaders.length > 0 || dangerouslyReflectHeaders
  const isAsked = own.some((method) => hasHeaders || method === 'POST' || unsafe([method]).length > 0)
  if (!isAsked) return false
  const others = unsafe(methods).filter((method) => !own.includes(method) && coversMethod(policy.options, method))
  return others.flatMap((method) => {
    const other = decides(method).policy
    const witness = origins.find((origin) => refuses(other, origin, method))
    return witness !== undefined && !other.options.enforce ? { got: quote(method), witness } : []
  })
}

function readsMore({ pattern, policy, origins, siblings }: AuditedRow): Found {
  if (!policy.options.credentials || (pattern.methods && !pattern.methods.includes('GET'))) return false
  const writing = siblings.find(
    (other) =>
      (other.pattern.methods ?? ['PUT']).some((method) => !SAFE_METHOD.test(method)) &&
      // A row that refuses everybody is not a narrower list, and nobody knows what a predicate allows.
      other.origins.length > 0,
  )
  const witness = writing && origins.find((origin) => writing.policy.allowsOrigin(origin) === false)
  return witness !== undefined && { got: `${quote(witness)}, which ${quote(writing!.key)} refuses`, witness }
}
