import type { Claim } from './claim.ts'

const SET = 'src/policy/origins/set.ts'
const ORIGIN = 'src/fetch/origin.ts'
const DECIDE = 'src/server/decide.ts'
const LOOKUP = 'wildcards.get(origin.slice(dot))?.has(parseOrigin(origin, isDomain)?.scheme)'
const PATTERN = 'src/policy/origins/pattern.ts'

/** Guarantees about origins. */
export const ORIGINS: readonly Claim[] = [
  {
    guarantee: 'Exact origins match byte for byte',
    mutations: [
      [
        'case is ignored',
        SET,
        'if (exact.has(origin)) return true',
        'if (exact.has(origin.toLowerCase())) return true',
      ],
      ['white space is ignored', DECIDE, 'policy.origins(origin)', 'policy.origins(origin.trim())'],
      ['a trailing slash is ignored', DECIDE, 'policy.origins(origin)', "policy.origins(origin.replace(/\\/$/, ''))"],
      [
        'an exact origin allows the hosts below it',
        SET,
        'if (exact.has(origin)) return true',
        "if (exact.has(origin) || exact.has(origin.replace(/\\/\\/[a-z]+\\./, '//'))) return true",
      ],
      [
        'an exact origin matches as a prefix',
        SET,
        'if (exact.has(origin)) return true',
        'if ([...exact].some((one) => origin.startsWith(one))) return true',
      ],
      [
        'an exact origin matches as a suffix',
        SET,
        'if (exact.has(origin)) return true',
        'if ([...exact].some((one) => origin.endsWith(one))) return true',
      ],
      [
        'one of several origins is enough',
        DECIDE,
        'policy.origins(origin)',
        'origin.split(/[, ]+/).some((one) => policy.origins(one))',
      ],
      [
        'a wildcard matches without the parser',
        SET,
        LOOKUP,
        "wildcards.get(origin.slice(dot))?.has(origin.split('://')[0])",
      ],
      [
        'a wildcard matches any scheme',
        SET,
        LOOKUP,
        'wildcards.get(origin.slice(dot)) && parseOrigin(origin, isDomain)',
      ],
      [
        'a wildcard matches its own domain',
        SET,
        'if (exact.has(origin)) return true',
        "if (exact.has(origin) || wildcards.get(`.${origin.split('://')[1]}`)?.has(origin.split('://')[0])) return true",
      ],
      [
        'a wildcard matches part of a label',
        SET,
        'if (exact.has(origin)) return true',
        'if (exact.has(origin) || [...wildcards].some(([domain, schemes]) => origin.endsWith(domain.slice(1)) && schemes.has(parseOrigin(origin)?.scheme))) return true',
      ],
      [
        'a domain may have upper case',
        ORIGIN,
        String.raw`/^[a-z\d_-]{1,63}(\.[a-z\d_-]{1,63})*$/.test(text)`,
        String.raw`/^[a-z\d_-]{1,63}(\.[a-z\d_-]{1,63})*$/i.test(text)`,
      ],
      [
        'a label may be empty',
        ORIGIN,
        String.raw`/^[a-z\d_-]{1,63}(\.[a-z\d_-]{1,63})*$/.test(text)`,
        String.raw`/^[a-z\d_-]{0,63}(\.[a-z\d_-]{1,63})*$/.test(text)`,
      ],
      ['anything may come after the port', ORIGIN, String.raw`(?::(\d+))?$/`, String.raw`(?::(\d+))?/`],
      ['the default port may be written', ORIGIN, '!DEFAULT_PORT.test(`${scheme}:${text}`) && ', ''],
      ['a port may have leading zeros', ORIGIN, 'isNumeral(text, 65535)\n', '+text < 65536\n'],
      [
        'any port means any end',
        SET,
        'return !!tuple && atAnyPort(`${tuple.scheme}://${tuple.host}`)',
        "return !!atAnyPort && atAnyPort(origin.replace(/:[^:]*$/, ''))",
      ],
    ],
  },
  {
    guarantee: 'The hosts of apps and extensions',
    mutations: [
      ['a wildcard matches an opaque host', SET, 'parseOrigin(origin, isDomain)', 'parseOrigin(origin)'],
      ['a wildcard may have an opaque host', PATTERN, 'isWildcard ? isDomain : undefined', 'undefined'],
      ['an opaque host may have any character', ORIGIN, ': OPAQUE_HOST.test(text)', ': true'],
      ['an opaque host has to be a domain', ORIGIN, ': OPAQUE_HOST.test(text)', ': isDomain(text)'],
      [
        'an opaque host is compared without case',
        SET,
        'if (exact.has(origin)) return true',
        'if (exact.has(origin) || exact.has(origin.toLowerCase()) || exact.has(origin.toUpperCase())) return true',
      ],
      [
        'a trailing dot is ignored',
        SET,
        'if (exact.has(origin)) return true',
        "if (exact.has(origin) || exact.has(origin.replace(/\\.$/, '')) || exact.has(`${origin}.`)) return true",
      ],
      ['http has opaque hosts too', ORIGIN, '/^(https?|wss?|ftp|file)$/', '/^(https|wss?|ftp|file)$/'],
    ],
  },
  {
    guarantee: 'More entries never refuse more',
    mutations: [
      [
        'the last scheme of a domain wins',
        SET,
        '(wildcards.get(domain) ?? new Set()).add(scheme)',
        'new Set([scheme])',
      ],
      [
        'the last pattern with any port wins',
        SET,
        'portless.push(pattern.slice(0, -2))',
        'portless.splice(0, 1, pattern.slice(0, -2))',
      ],
      ['the first length wins', SET, 'lengths.add(domain.length)', 'lengths.size || lengths.add(domain.length)'],
      [
        'only the first three exact origins count',
        SET,
        'else exact.add(pattern)',
        'else if (exact.size < 3) exact.add(pattern)',
      ],
      [
        'a wildcard stops the search',
        SET,
        LOOKUP + ')\n        return true',
        'wildcards.has(origin.slice(dot)))\n        return !!wildcards.get(origin.slice(dot))?.has(parseOrigin(origin, isDomain)?.scheme)',
      ],
      [
        'only one entry of each domain is kept',
        'src/policy/compile.ts',
        '[...new Set(list)]',
        "[...new Map(list.map((one) => [String(one).replace(/:\\d+$/, ''), one])).values()]",
      ],
    ],
  },
]
