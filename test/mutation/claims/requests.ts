import type { Claim } from './claim.ts'

const DECIDE = 'src/server/decide.ts'
const HEADERS = 'src/server/headers.ts'
const REQUEST = 'src/server/request.ts'
const SOURCE = 'src/fetch/source.ts'
const WRAP = 'src/server/wrap.ts'
const COVERS = 'src/policy/covers.ts'
const NAMES = 'src/fetch/header-names.ts'
const PREFLIGHT = 'src/server/preflight.ts'
const SET = 'src/policy/origins/set.ts'
const ORIGIN = 'src/fetch/origin.ts'

const REFUSES = 'if (!policy.options.enforce || isFromItself(request, policy.options.self)) return'
const ORIGIN_READ = "const origin = request.headers.get('origin')"
const IS_SELF = '(origin) => self.includes(origin)'
const PREFLIGHT_METHOD =
  "return (origin !== null && request.method === 'OPTIONS' && request.headers.get('access-control-request-method')) || ''"

/** Guarantees about what decides. */
export const REQUESTS: readonly Claim[] = [
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
        'const response = policy.preflightFor(allowedOrigin)\n',
        "const response = policy.preflightFor(allowedOrigin)\n  if ((request.headers as Headers).get('access-control-request-private-network')) response.headers.set('Access-Control-Allow-Private-Network', 'true')\n",
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
        'const isListed = coversMethod(policy.options, request.method)',
        'const isListed = SAFELISTED_METHODS.includes(request.method) || coversMethod(policy.options, request.method)',
      ],
      [
        'methods need not be listed',
        DECIDE,
        'const isListed = coversMethod(policy.options, request.method)',
        'const isListed = true',
      ],
      [
        'the answer as data refuses nothing',
        HEADERS,
        'const refused = refusedByEnforce(policy, request, origin, originReason)',
        'const refused: Reason | undefined = undefined',
      ],
      [
        'an async predicate refuses nothing',
        WRAP,
        'const reason = await later\n    const answered = answerEarly(policy, request, origin, reason)',
        'const reason = await later\n    const answered = undefined',
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
      ['more than 128 names pass', NAMES, '> MAX_NAMES', '> 4096'],
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
  {
    guarantee: 'A policy is frozen',
    mutations: [
      [
        'a policy can be changed',
        'src/cors.ts',
        'return Object.freeze<CorsPolicy>({',
        'return Object.seal<CorsPolicy>({',
      ],
      [
        'the options of a policy can be changed',
        'src/cors.ts',
        'options: Object.freeze({ ...policy.options,',
        'options: ({ ...policy.options,',
      ],
      [
        'the lists of a policy can be changed',
        'src/policy/compile.ts',
        "return Object.freeze(option.endsWith('Headers') ? distinctNames(list) : [...new Set(list)])",
        "return option.endsWith('Headers') ? distinctNames(list) : [...new Set(list)]",
      ],
      [
        'the list of the caller is read later',
        'src/policy/check.ts',
        'given[option] = [...given[option]]',
        'given[option] = given[option]',
      ],
      ['a decision can be changed', DECIDE, 'return Object.freeze({\n    kind', 'return ({\n    kind'],
      ['preflights share a response', PREFLIGHT, 'if (ready) return ready.clone()', 'if (ready) return ready'],
      [
        'preflights of unlisted origins share a response',
        PREFLIGHT,
        "const response = templates.get('*')!.clone()",
        "const response = templates.get('*')!",
      ],
      [
        'answers as data share their lines',
        HEADERS,
        '...constant.map<HeaderLine>(([name, value]) => [name, value])',
        '...constant',
      ],
      ['refusals as data share their lines', HEADERS, 'NOT_STORED.map(([name, value]) => [name, value])', 'NOT_STORED'],
      ['the Vary of one response reaches the next', 'src/server/decorate.ts', 'found.vary = null\n', ''],
      [
        'the foreign headers of one response reach the next',
        'src/server/decorate.ts',
        'found.foreign = undefined\n',
        '',
      ],
      [
        'the prototype sets options of responses',
        'src/runtime/unpolluted.ts',
        'return { __proto__: null, ...members }',
        'return { ...members }',
      ],
      [
        'the prototype has rules for options',
        'src/policy/check.ts',
        'return Object.hasOwn(rules, option) ? unpolluted(rules[option]) : undefined',
        'return rules[option]',
      ],
      [
        'the prototype makes promises',
        'src/runtime/promise.ts',
        ' && then !== ({} as { readonly then?: unknown }).then',
        '',
      ],
      [
        'the prototype sets the options of the caller',
        'src/policy/check.ts',
        'return unpolluted({ ...(typeof',
        'return ({ ...(typeof',
      ],
      [
        'the prototype turns options into a policy',
        'src/csrf/protect.ts',
        'return Object.hasOwn(Object(value), name)',
        'return name in Object(value)',
      ],
    ],
  },
  {
    guarantee: 'A predicate that throws',
    mutations: [
      ['any truthy value allows', DECIDE, "answer === true ? 'allowed'", "answer ? 'allowed'"],
      ['the string true allows', DECIDE, "answer === true ? 'allowed'", "String(answer) === 'true' ? 'allowed'"],
      ['an error allows', DECIDE, "return 'predicate-failed'", "return 'allowed'"],
      ['an error is not reported', DECIDE, 'fail(error)\n', ''],
      [
        'a rejection is thrown',
        'src/runtime/promise.ts',
        'return isPromise(result) ? result.catch(fail) : result',
        'return result',
      ],
      [
        'an error is thrown',
        'src/runtime/promise.ts',
        '} catch (error) {\n    return fail(error)',
        '} catch (error) {\n    throw error',
      ],
      ['a predicate sees what is no origin', DECIDE, "if (!tuple) return 'origin-malformed'", ''],
      [
        'a predicate sees the opaque origin',
        DECIDE,
        "if (origin === 'null') return",
        "if (origin === 'null' && !policy.predicate) return",
      ],
    ],
  },
]
