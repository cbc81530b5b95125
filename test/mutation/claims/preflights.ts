import type { Claim } from './claim.ts'

const DECIDE = 'src/server/decide.ts'
const HEADERS = 'src/server/headers.ts'
const REQUEST = 'src/server/request.ts'
const COVERS = 'src/policy/covers.ts'
const NAMES = 'src/fetch/header-names.ts'
const PREFLIGHT_METHOD =
  "return (origin !== null && request.method === 'OPTIONS' && request.headers.get('access-control-request-method')) || ''"
const SET = 'src/policy/origins/set.ts'
const ORIGIN = 'src/fetch/origin.ts'

/** Guarantees about preflights, and about hostile headers. */
export const PREFLIGHTS: readonly Claim[] = [
  {
    guarantee: 'Only preflights',
    mutations: [
      [
        'any method can be a preflight',
        REQUEST,
        PREFLIGHT_METHOD,
        "return (origin !== null && request.headers.get('access-control-request-method')) || ''",
      ],
      [
        'every OPTIONS is a preflight',
        REQUEST,
        PREFLIGHT_METHOD,
        "return (origin !== null && request.method === 'OPTIONS' && (request.headers.get('access-control-request-method') ?? 'GET')) || ''",
      ],
      [
        'OPTIONS without Origin is a preflight',
        REQUEST,
        PREFLIGHT_METHOD,
        "return (request.method === 'OPTIONS' && request.headers.get('access-control-request-method')) || ''",
      ],
      [
        'methods are compared without case',
        COVERS,
        'allowMethods.includes(method) ||',
        'allowMethods.includes(method.toUpperCase()) ||',
      ],
      ['the wildcard covers Authorization', COVERS, "listed.has('*') && name !== 'authorization'", "listed.has('*')"],
      ['the wildcard covers TRACE', COVERS, ' && !FORBIDDEN_METHOD.test(method)', ''],
      ['names are compared with their case', NAMES, 'names.push(name.toLowerCase())', 'names.push(name)'],
      [
        'names that are no tokens are ignored',
        NAMES,
        "if (!isToken(name)) return 'malformed'",
        'if (!isToken(name)) continue',
      ],
      [
        'GET, HEAD and POST have to be listed',
        DECIDE,
        '!SAFELISTED_METHODS.includes(method) && !coversMethod',
        '!coversMethod',
      ],
      [
        'a list that is too long gets the list of the policy',
        HEADERS,
        "if (names === 'too-long') return ''",
        "if (names === 'too-long') return",
      ],
      ['the methods are missing', HEADERS, "allowMethods.join(', ')", "''"],
      ['the names are missing', HEADERS, "line(ALLOW_HEADERS, allowHeaders.join(', '))", "line(ALLOW_HEADERS, '')"],
      [
        'blanks before a name are part of it',
        NAMES,
        'const name = trimBlanks(element)',
        'const name = element.trimEnd()',
      ],
    ],
  },
  {
    guarantee: 'No bytes in any header',
    mutations: [
      ['lists of names of any length are parsed', NAMES, "if (value.length > MAX_BYTES) return 'too-long'", ''],
      ['origins of any length are looked up', SET, 'if (origin.length > MAX_ORIGIN_BYTES) return false', ''],
      ['origins of any length are parsed', ORIGIN, ' || text.length > MAX_ORIGIN_BYTES', ''],
      ['methods of any length are looked at', DECIDE, "if (method.length > MAX_METHOD) return 'method-malformed'", ''],
      [
        'a preflight without names throws',
        DECIDE,
        "request.headers.get('access-control-request-headers') ?? ''",
        "request.headers.get('access-control-request-headers')!",
      ],
      [
        'a long list is parsed before its length is compared',
        HEADERS,
        "const asked = request.headers.get('access-control-request-headers') ?? ''",
        "const asked = (request.headers.get('access-control-request-headers') ?? '').split(',').map((name) => name.trim()).join(',')",
      ],
      [
        'a RegExp backtracks',
        ORIGIN,
        String.raw`/^[a-z\d_-]{1,63}(\.[a-z\d_-]{1,63})*$/.test(text)`,
        String.raw`/^[a-z\d_-]*[a-z\d_-]*(\.[a-z\d_-]{1,63})*$/.test(text)`,
      ],
      [
        'another RegExp backtracks',
        'src/fetch/auth-scheme.ts',
        String.raw`/^(basic|digest|negotiate|ntlm)\b/i`,
        String.raw`/^\w*\w*(basic|digest|negotiate|ntlm)\b/i`,
      ],
      [
        'duplicates are searched in the list',
        'src/policy/compile.ts',
        '[...new Set(list)]',
        'list.filter((one, at) => list.indexOf(one) === at)',
      ],
      [
        'duplicate names are searched in the list',
        NAMES,
        'if (!distinct.has(key)) distinct.set(key, name)',
        'if (![...distinct.keys()].includes(key)) distinct.set(key, name)',
      ],
      [
        'every origin of the list is compared',
        SET,
        'if (exact.has(origin)) return true',
        'if ([...exact].includes(origin)) return true',
      ],
    ],
  },
]
