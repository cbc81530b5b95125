import { quote } from '../../wording/quote.ts'
import type { Rules } from './rule.ts'

/** When each rule applies, in words. Only docs/audit.md is made of them: no bundle holds them. */
export const PREDICATE_CONDITIONS = {
  'O-14':
    '`origin` is a predicate. Without credentials the severity is `medium`. A predicate that fails may need the `context` of the settings',
  'O-15': 'a predicate allows an origin that a stranger can register',
  'V-03': 'a predicate reads a request header other than `Origin` that is not in `vary`',
} as const

/** Rules about predicates alone. The rules about listed origins say which other hostile origins a predicate may not allow. */
export const PREDICATE_RULES: Rules<keyof typeof PREDICATE_CONDITIONS> = {
  'O-14': {
    severity: 'high',
    point: 2,
    references: ['CWE-697', 'CWE-183'],
    says: 'Nobody can see from a predicate alone which origins it allows',
    fix: 'List the origins, or compare whole origins in the predicate',
    find: {
      predicate: ({ allowed, faults, count }, { credentials }) => ({
        got: faults.length ? `a function that failed ${faults.length} of ${count} times: ${faults[0]}` : 'a function',
        severity: credentials ? 'high' : 'medium',
        witness: allowed[0]?.witness,
      }),
    },
  },
  'O-15': {
    severity: 'high',
    point: 2,
    references: ['CWE-183', 'CWE-185', 'CWE-625'],
    says: 'The predicate allows an origin that a stranger can own',
    fix: 'Compare whole origins: serialized === "https://app.example.com"',
    find: { hostileOrigin: ({ hostility }) => hostility === 'stranger' },
  },
  'V-03': {
    severity: 'medium',
    point: 2,
    references: ['CWE-349', 'CWE-525'],
    says: 'The predicate reads a request header on which the answers do not vary, so a cache can mix them up',
    fix: 'List the header in vary',
    find: {
      predicate: ({ headersRead }, { options }) => {
        const declared = new Set(['origin', ...(options.vary ?? []).map((name) => name.toLowerCase())])
        const undeclared = declared.has('*') ? [] : [...headersRead].filter((name) => !declared.has(name))
        return undeclared.map((name) => ({ path: ['vary'], got: name === '*' ? 'all headers' : quote(name) }))
      },
    },
  },
}
