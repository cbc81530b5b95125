import type { Claim } from './claim.ts'

const DECIDE = 'src/server/decide.ts'
const WRAP = 'src/server/wrap.ts'
const PREFLIGHT = 'src/server/preflight.ts'
const ORIGIN_READ = "const origin = request.headers.get('origin')"
const HEADERS = 'src/server/headers.ts'
const REQUEST = 'src/server/request.ts'
const SOURCE = 'src/fetch/source.ts'
const REFUSES = 'if (!policy.options.enforce || isFromItself(request, policy.options.self)) return'
const IS_SELF = '(origin) => self.includes(origin)'

/** Guarantees about what decides. */
export const ENFORCE: readonly Claim[] = [
  {
    guarantee: 'Only the method, `Origin` and the two headers of a preflight decide',
    mutations: [
      [
        'Referer stands in for Origin',
        WRAP,
        ORIGIN_READ,
        "const origin = request.headers.get('origin') ?? request.headers.get('referer')?.slice(0, -1) ?? null",
      ],
      [
        'Referer stands in for Origin in a decision',
        'src/cors.ts',
        ORIGIN_READ,
        "const origin = request.headers.get('origin') ?? request.headers.get('referer')?.slice(0, -1) ?? null",
      ],
      [
        'requests with cookies are not checked',
        WRAP,
        ORIGIN_READ,
        "const origin = request.headers.has('cookie') ? null : request.headers.get('origin')",
      ],
      [
        'requests with Authorization are not checked',
        'src/cors.ts',
        ORIGIN_READ,
        "const origin = request.headers.get('authorization') ? null : request.headers.get('origin')",
      ],
      [
        'Sec-Fetch-Site decides without enforce',
        DECIDE,
        'else if (allowed && policy.options.enforce &&',
        'else if (allowed &&',
      ],
      [
        'Sec-Fetch-Mode decides',
        DECIDE,
        'const method = requestedMethod(request, origin)',
        "const method = (request.headers as Headers).get('sec-fetch-mode') === 'navigate' ? '' : requestedMethod(request, origin)",
      ],
      [
        'a preflight for a private network gets a permission',
        PREFLIGHT,
        '  return withNames(policy, policy.preflightFor(allowedOrigin), request, allowedOrigin)\n',
        "const response = policy.preflightFor(allowedOrigin)\n  if ((request.headers as Headers).get('access-control-request-private-network')) response.headers.set('Access-Control-Allow-Private-Network', 'true')\n  return withNames(policy, response, request, allowedOrigin)\n",
      ],
      [
        'the origin of the host is allowed',
        DECIDE,
        "return policy.origins(origin) ? 'allowed'",
        "return policy.origins(origin) || origin === `https://${(request?.headers as Headers)?.get('host')}` ? 'allowed'",
      ],
      [
        'the forwarded origin is allowed',
        DECIDE,
        "return policy.origins(origin) ? 'allowed'",
        "return policy.origins(origin) || origin === `https://${(request?.headers as Headers)?.get('x-forwarded-host')}` ? 'allowed'",
      ],
    ],
  },
  {
    guarantee: 'With `enforce`, the handler gets',
    mutations: [
      [
        'requests with cookies pass',
        HEADERS,
        REFUSES,
        `${REFUSES}\n  if ((request.headers as Headers).get('cookie')) return`,
      ],
      [
        'requests with Authorization pass',
        HEADERS,
        REFUSES,
        `${REFUSES}\n  if ((request.headers as Headers).get('authorization')) return`,
      ],
      [
        'requests with a bearer token pass',
        HEADERS,
        REFUSES,
        `${REFUSES}\n  if ((request.headers as Headers).get('authorization')?.startsWith('Bearer')) return`,
      ],
      ['GET passes', HEADERS, REFUSES, `${REFUSES}\n  if (request.method === 'GET') return`],
      ['OPTIONS passes', HEADERS, REFUSES, `${REFUSES}\n  if (request.method === 'OPTIONS') return`],
      [
        'the host is an own origin',
        REQUEST,
        IS_SELF,
        "(origin) => self.includes(origin) || origin.endsWith(`://${(headers as Headers).get('host')}`)",
      ],
      [
        'the forwarded host is an own origin',
        REQUEST,
        IS_SELF,
        "(origin) => self.includes(origin) || origin.endsWith(`://${(headers as Headers).get('x-forwarded-host')}`)",
      ],
      [
        'the address is an own origin',
        REQUEST,
        IS_SELF,
        '(origin) => self.includes(origin) || origin === new URL(arguments[0].url).origin',
      ],
      [
        'the opaque origin is an own origin',
        REQUEST,
        IS_SELF,
        "(origin) => self.includes(origin) || origin === 'null'",
      ],
      ['own origins match as prefixes', REQUEST, IS_SELF, '(origin) => self.some((own) => origin.startsWith(own))'],
      [
        'any loopback origin is an own origin',
        REQUEST,
        IS_SELF,
        "(origin) => self.includes(origin) || origin.startsWith('http://localhost')",
      ],
      [
        'same-site counts as our own',
        SOURCE,
        "source === 'sfs-same-origin' ||",
        "source === 'sfs-same-origin' || source === 'sfs-same-site' ||",
      ],
      ['an unknown site counts as none', SOURCE, "?? 'unknown'", "?? 'none'"],
      [
        'an own origin counts more than Sec-Fetch-Site',
        SOURCE,
        'if (site !== null) return',
        "if (origin !== null && isSelf(origin)) return 'origin-self'\n  if (site !== null) return",
      ],
      [
        'Sec-Fetch-Site counts only without Origin',
        SOURCE,
        'if (site !== null) return',
        'if (site !== null && origin === null) return',
      ],
      ['Sec-Fetch-Site is not read', REQUEST, "sourceOf(headers.get('sec-fetch-site'),", 'sourceOf(null,'],
      [
        'cross-site requests without Origin pass',
        DECIDE,
        'allowed = isListed && (origin !== null || policy.isPublic)',
        'allowed = isListed',
      ],
      [
        'GET, HEAD and POST need not be listed',
        DECIDE,
        "(request.method === 'HEAD' && coversMethod(policy.options, 'GET'))",
        'SAFELISTED_METHODS.includes(request.method)',
      ],
      [
        'methods need not be listed',
        DECIDE,
        "(request.method === 'HEAD' && coversMethod(policy.options, 'GET'))",
        'true',
      ],
      [
        'the answer as data refuses nothing',
        HEADERS,
        'const refused = !isPreflight && refusedByEnforce(policy, request, origin, originReason)',
        'const refused = false as Reason | false',
      ],
      [
        'an async predicate refuses nothing',
        WRAP,
        'const reason = await later\n    const answered = answerEarly(policy, request, origin, reason)',
        'const reason = await later\n    const answered = undefined',
      ],
      [
        'a listed POST covers GET',
        DECIDE,
        "(request.method === 'HEAD' && coversMethod(policy.options, 'GET'))",
        "(/^(GET|HEAD)$/.test(request.method) && coversMethod(policy.options, 'POST'))",
      ],
      ['a client without either header is refused', REQUEST, " || source === 'no-browser-evidence'", ''],
      [
        'a decision does not enforce',
        DECIDE,
        'else if (allowed && policy.options.enforce &&',
        'else if (!allowed && policy.options.enforce &&',
      ],
      ['a public policy does not enforce', HEADERS, REFUSES, `${REFUSES}\n  if (policy.isPublic) return`],
    ],
  },
]
