import type { Claim } from './claim.ts'

const PATTERN = 'src/policy/origins/pattern.ts'
const RULES = 'src/policy/rules.ts'
const CHECK = 'src/policy/check.ts'
const SET = 'src/policy/origins/set.ts'
const MATCHERS = 'test/portable/support/mutants.ts'

/** Guarantees about options, and about what others decide. */
export const OPTIONS: readonly Claim[] = [
  {
    guarantee: 'Options that would break this',
    mutations: [
      [
        'any origin with credentials',
        RULES,
        "if (value === '*') return given.credentials === true && ['any-origin-credentials']",
        "if (value === '*') return",
      ],
      [
        'a star of names with credentials',
        RULES,
        "return name === '*' && given.credentials === true ? ['star-with-credentials'] : faultOf(name, given)",
        'return faultOf(name, given)',
      ],
      [
        'the opaque origin with credentials',
        RULES,
        "dangerouslyAllowNullOrigin: flag(({ credentials }) => credentials === true && 'null-origin-credentials')",
        'dangerouslyAllowNullOrigin: flag()',
      ],
      [
        'a cookieless policy that lists origins',
        RULES,
        "flag(({ origin }) => origin !== '*' && 'cookieless-without-any-origin')",
        'flag()',
      ],
      [
        'a RegExp as an origin',
        RULES,
        "if (typeof value !== 'string')\n          return [",
        "if (typeof value !== 'string')\n          return value instanceof RegExp ? undefined : [",
      ],
      ['http with credentials', PATTERN, "origin.scheme === 'http' &&", "origin.scheme === 'ftp' &&"],
      [
        'a wildcard below a suffix that strangers share',
        PATTERN,
        'if (domain && options.dangerouslyAllowPublicSuffixes !== true && isAboveTenants(domain))',
        'if (domain && options.dangerouslyAllowPublicSuffixes === false && isAboveTenants(domain))',
      ],
      [
        'a wildcard below a registry suffix',
        PATTERN,
        "if (domain && REGISTRY_SUFFIX.test(domain)) return 'wildcard-registry-suffix'",
        '',
      ],
      ['any port of any host', PATTERN, "|| (text.endsWith(':*') && !isLocal)", ''],
      [
        'an option without a rule',
        CHECK,
        'if (!rule) return [unknownOption(',
        'if (!rule && value) return []\n  if (!rule) return [unknownOption(',
      ],
      [
        'only the first problem is named',
        CHECK,
        'throw new PolicyError(issues)',
        'throw new PolicyError(issues.slice(0, 1))',
      ],
      [
        'only the first entry is checked',
        CHECK,
        '(isEntry ? value : [value])',
        '(isEntry ? value.slice(0, 1) : [value])',
      ],
      ['methods that no script can send', RULES, "if (FORBIDDEN_METHOD.test(name)) return ['method-forbidden']", ''],
      ['a negative age', RULES, 'return value !== nearest && ', 'return Number(value) > 86400 && '],
      [
        'a flag that is not a boolean',
        RULES,
        "if (typeof value !== 'boolean')\n",
        "if (typeof value !== 'boolean' && !value)\n",
      ],
    ],
  },
  {
    guarantee: 'The tests reject each of 46 origin matchers',
    mutations: [
      [
        'a matcher without a mistake',
        MATCHERS,
        'return (origin, entries) => real(origin, entries) || some(matches)(origin, entries)',
        'return (origin, entries) => real(origin, entries)',
      ],
      ['the corpus lacks a row', MATCHERS, "  row('OWN-4', 'EX', '', 'An empty origin is never listed.'),\n", ''],
      [
        'our matcher has a mistake',
        SET,
        'if (exact.has(origin)) return true',
        'if ([...exact].some((one) => origin.startsWith(one))) return true',
      ],
    ],
  },
  {
    guarantee: 'Other libraries decide the same',
    mutations: [
      ['the exposed headers are missing', 'src/server/headers.ts', "exposeHeaders.join(', ')", "''"],
      ['the age is missing', 'src/server/headers.ts', 'maxAge !== undefined && String(maxAge)', 'false'],
      ['credentials are missing', 'src/server/headers.ts', "credentials && 'true'", 'false'],
      [
        'case is ignored',
        SET,
        'if (exact.has(origin)) return true',
        'if (exact.has(origin.toLowerCase())) return true',
      ],
    ],
  },
]
