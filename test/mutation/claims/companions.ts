import type { Claim } from './claim.ts'

const DECIDE = 'src/csrf/decide.ts'
const COOKIELESS = 'src/server/cookieless.ts'
const SCHEME = 'src/fetch/auth-scheme.ts'
const CALLBACK = 'src/jsonp/callback.ts'
const LITERAL = 'src/jsonp/literal.ts'
const JSONP = 'src/jsonp/jsonp.ts'
const VISIBLE = 'src/wording/visible.ts'
const AUDITED = 'src/audit/subject/origins.ts'

const IS_TRUSTED = 'if (guard.trusted.has(origin))'
const ORIGIN_READ = "const origin = read('Origin') || null"
const SCHEMES = String.raw`/^(basic|digest|negotiate|ntlm)\b/i`
const HIDDEN = String.raw`/[\p{C}\p{DI}\p{Zl}\p{Zp}]/gu`

/** Guarantees about the companions, and about credentials. */
export const COMPANIONS: readonly Claim[] = [
  {
    guarantee: 'Behind `cookieless: true`',
    mutations: [
      [
        'a password alone stays',
        COOKIELESS,
        "if (!headers.has('cookie') && !hasAmbientScheme(headers)) return request",
        "if (!headers.has('cookie')) return request",
      ],
      [
        'a cookie alone stays',
        COOKIELESS,
        "if (!headers.has('cookie') && !hasAmbientScheme(headers)) return request",
        'if (!hasAmbientScheme(headers)) return request',
      ],
      [
        'a password next to a cookie stays',
        COOKIELESS,
        "if (hasAmbientScheme(headers)) headers.delete('authorization')",
        '',
      ],
      ['a cookie next to a password stays', COOKIELESS, "headers.delete('cookie')\n", ''],
      ['NTLM stays', SCHEME, SCHEMES, String.raw`/^(basic|digest|negotiate)\b/i`],
      ['schemes are compared with their case', SCHEME, SCHEMES, String.raw`/^(Basic|Digest|Negotiate|NTLM)\b/`],
      ['only complete schemes count', SCHEME, SCHEMES, String.raw`/^(basic|digest|negotiate|ntlm) /i`],
      ['a bearer token is removed', SCHEME, SCHEMES, String.raw`/^(basic|bearer|digest|negotiate|ntlm)\b/i`],
      [
        'enforce makes it pointless',
        'src/server/wrap.ts',
        'policy.options.cookieless ? hideUser(application)',
        'policy.options.cookieless && !policy.options.enforce ? hideUser(application)',
      ],
      [
        'requests of a class of the host keep them',
        COOKIELESS,
        'if (isUpgrade || isOfHost) return hideUser(request)',
        'if (isUpgrade || isOfHost) return request',
      ],
      [
        'only GET loses them',
        COOKIELESS,
        "if (!headers.has('cookie') && !hasAmbientScheme(headers)) return request",
        "if ((!headers.has('cookie') && !hasAmbientScheme(headers)) || request.method === 'POST') return request",
      ],
    ],
  },
  {
    guarantee: '`csrf()` denies a write',
    mutations: [
      [
        'trusted origins match as prefixes',
        DECIDE,
        IS_TRUSTED,
        'if ([...guard.trusted].some((one) => origin?.startsWith(String(one))))',
      ],
      ['trusted origins match without case', DECIDE, IS_TRUSTED, 'if (guard.trusted.has(origin?.toLowerCase()))'],
      ['the opaque origin is trusted', DECIDE, IS_TRUSTED, "if (guard.trusted.has(origin) || origin === 'null')"],
      [
        'methods in lower case are safe',
        'src/fetch/safe-method.ts',
        '/^(GET|HEAD|OPTIONS)$/',
        '/^(GET|HEAD|OPTIONS)$/i',
      ],
      [
        'every method that starts like a safe one is safe',
        'src/fetch/safe-method.ts',
        '/^(GET|HEAD|OPTIONS)$/',
        '/^(GET|HEAD|OPTIONS|PROP)/',
      ],
      [
        'JSON is safe',
        DECIDE,
        "if (isSafe) return decision(true, 'safe-method')",
        "if (isSafe || headers.get('content-type') === 'application/json') return decision(true, 'safe-method')",
      ],
      [
        'no content type is safe',
        DECIDE,
        "if (isSafe) return decision(true, 'safe-method')",
        "if (isSafe || headers.get('content-type') === '') return decision(true, 'safe-method')",
      ],
      [
        'the host is an own origin',
        DECIDE,
        '(own) => guard.self.has(own)',
        "(own) => guard.self.has(own) || own.endsWith(`//${headers.get('host')}`)",
      ],
      [
        'the forwarded host is an own origin',
        DECIDE,
        '(own) => guard.self.has(own)',
        "(own) => guard.self.has(own) || own.endsWith(`//${headers.get('x-forwarded-host')}`)",
      ],
      [
        'the address is an own origin',
        DECIDE,
        '(own) => guard.self.has(own)',
        '(own) => guard.self.has(own) || url.startsWith(own)',
      ],
      [
        'Referer stands in for Origin',
        DECIDE,
        ORIGIN_READ,
        "const origin = read('Origin') || headers.get('referer')?.slice(0, -1) || null",
      ],
      [
        'paths that end in .json are safe',
        DECIDE,
        "if (isSafe) return decision(true, 'safe-method')",
        "if (isSafe || path?.includes('.')) return decision(true, 'safe-method')",
      ],
      [
        'same-site counts as our own',
        'src/fetch/source.ts',
        "source === 'sfs-same-origin' ||",
        "source === 'sfs-same-origin' || source === 'sfs-same-site' ||",
      ],
      [
        'an own origin counts more than Sec-Fetch-Site',
        'src/fetch/source.ts',
        'if (site !== null) return',
        "if (origin !== null && isSelf(origin)) return 'origin-self'\n  if (site !== null) return",
      ],
      [
        'WebSockets are safe',
        DECIDE,
        "const isUpgrade = /websocket/i.test(headers.get('upgrade')!)",
        'const isUpgrade = false',
      ],
      [
        'an override makes a write safe',
        DECIDE,
        'const isSafe = !isOverridden && SAFE_METHOD.test(method)',
        "const isSafe = !isOverridden && (SAFE_METHOD.test(method) || SAFE_METHOD.test(headers.get('x-http-method-override') ?? '-'))",
      ],
      [
        'an override does not make a GET unsafe',
        DECIDE,
        'const isSafe = !isOverridden && SAFE_METHOD.test(method)',
        'const isSafe = SAFE_METHOD.test(method)',
      ],
      ['cookies alone are no evidence', DECIDE, "read('Cookie') !== null || ", ''],
      ['a remembered password is no evidence', DECIDE, " || AMBIENT_SCHEME.test(read('Authorization')!)", ''],
      [
        'a policy without credentials is trusted',
        'src/csrf/compile.ts',
        'return credentials && !(enforce',
        'return !(enforce',
      ],
      [
        'a bypass matches the start of a path',
        DECIDE,
        'guard.bypass.has(`${method} ${path}`)',
        '[...guard.bypass].some((route) => `${method} ${path}`.startsWith(String(route)))',
      ],
      [
        'a bypass matches every method',
        DECIDE,
        'guard.bypass.has(`${method} ${path}`)',
        '[...guard.bypass].some((route) => String(route).endsWith(` ${path}`))',
      ],
    ],
  },
  {
    guarantee: 'With `allowedHosts`',
    mutations: [
      ['no host is compared', DECIDE, '=== false)', '=== null)'],
      [
        'hosts match as suffixes',
        DECIDE,
        "guard.allowedHosts?.has(headers.get('host') ?? (secure && authority)) === false",
        "guard.allowedHosts && ![...guard.allowedHosts].some((one) => (headers.get('host') ?? (secure && authority))?.endsWith(String(one)))",
      ],
      ['safe methods reach every host', DECIDE, '=== false)', '=== false && !SAFE_METHOD.test(method))'],
      [
        'the address counts over plain http',
        DECIDE,
        "headers.get('host') ?? (secure && authority)",
        "headers.get('host') ?? authority",
      ],
      [
        'the address counts more than Host',
        DECIDE,
        "headers.get('host') ?? (secure && authority)",
        "authority ?? headers.get('host')",
      ],
      [
        'preflights reach every host',
        'src/csrf/protect.ts',
        "const refusal = request.method === 'OPTIONS' && guard.refuse(request)",
        "const refusal = request.method === 'PROPFIND' && guard.refuse(request)",
      ],
      [
        'preflights as data reach every host',
        'src/csrf/protect.ts',
        "const early = request.method === 'OPTIONS' ? guard.answer(request) : undefined",
        'const early = undefined',
      ],
    ],
  },
  {
    guarantee: 'A JSONP answer is a refusal',
    mutations: [
      ['data can close a script element', LITERAL, String.raw`/[<>&\u2028\u2029]/g`, String.raw`/[\u2028\u2029]/g`],
      ['data can have line separators', LITERAL, String.raw`/[<>&\u2028\u2029]/g`, '/[<>&]/g'],
      ['data sets the prototype', LITERAL, String.raw`.replaceAll(/([,{])("__proto__"):/g, '$1[$2]:')`, ''],
      ['data can be a string', LITERAL, '/^[[{]/', '/^[[{"]/'],
      ['callbacks have dots', CALLBACK, '(allowsMembers ? 4 : 1)', '4'],
      ['callbacks have any length', CALLBACK, 'text.length < 65', 'text.length < 999'],
      ['callbacks can be eval', CALLBACK, ' && !RESERVED_NAMES.has(name)', ''],
      ['callbacks end with anything', CALLBACK, String.raw`/^[a-z_$][\w$]*$/i`, String.raw`/^[a-z_$][\w$]*/i`],
      ['callbacks start with a digit', CALLBACK, String.raw`/^[a-z_$][\w$]*$/i`, String.raw`/^[\w$]+$/i`],
      ['two callbacks are accepted', JSONP, 'if (others.length || !(', 'if (!('],
      [
        'the list is only a hint',
        JSONP,
        'callbacks?.includes(name) ?? isCallback(name, dangerouslyAllowMemberCallbacks)',
        'isCallback(name, dangerouslyAllowMemberCallbacks)',
      ],
      ['a name in the list may be a part', JSONP, 'callbacks?.includes(name)', 'callbacks?.join().includes(name)'],
      ['the type is guessed', JSONP, "'x-content-type-options': 'nosniff',\n", ''],
      [
        'an error is a script',
        JSONP,
        "isScript ? 'text/javascript; charset=utf-8' : 'application/json'",
        "'text/javascript; charset=utf-8'",
      ],
      ['an answer can be stored', JSONP, "'cache-control': 'no-store',\n", ''],
      ['POST is answered', JSONP, "if (method !== 'GET') return respond(405, 'Not a GET')", ''],
      ['nothing stands before the name', JSONP, '`/**/typeof', '`typeof'],
    ],
  },
  {
    guarantee: 'No hidden character',
    mutations: [
      ['control characters pass', VISIBLE, HIDDEN, String.raw`/[\p{DI}\p{Zl}\p{Zp}]/gu`],
      ['fillers pass', VISIBLE, HIDDEN, String.raw`/[\p{C}\p{Zl}\p{Zp}]/gu`],
      ['line separators pass', VISIBLE, HIDDEN, String.raw`/[\p{C}\p{DI}]/gu`],
      ['only ASCII is escaped', VISIBLE, HIDDEN, String.raw`/[\0-\x1f]/gu`],
      [
        'quoted strings pass',
        'src/wording/quote.ts',
        'return visible(JSON.stringify(value.slice(0, MAX_CHARACTERS)))',
        'return JSON.stringify(value.slice(0, MAX_CHARACTERS))',
      ],
      ['messages of PolicyError pass', 'src/policy/issues.ts', 'message: visible(message)', 'message'],
      ['names of unknown options pass', 'src/policy/issues.ts', '[visible(option)]', '[option]'],
      ['paths of findings pass', 'src/audit/report/finding.ts', "typeof key === 'string' ? visible(key) : key", 'key'],
      ['witnesses pass', 'src/audit/report/finding.ts', 'witness: visible(witness)', 'witness'],
      ['the parameter of jsonp passes', JSONP, 'visible(parameter)', 'parameter'],
      [
        'type errors pass',
        'src/wording/unexpected.ts',
        'new TypeError(visible(`${start} ${quote(value)}, expected ${expected}`))',
        'new TypeError(`${start} ${value}, expected ${expected}`)',
      ],
      [
        'explanations pass',
        'src/wording/visible-strings.ts',
        "if (typeof data === 'string') return visible(data)",
        "if (typeof data === 'string') return data",
      ],
    ],
  },
  {
    guarantee: 'A witness that `audit` names',
    mutations: [
      ['a witness is a made-up origin', AUDITED, 'examplesOf(pattern).find(policy.origins)', 'examplesOf(pattern)[0]'],
      ['a witness has no port', AUDITED, ".replace(/:\\*$/, ':3000')", ".replace(/:\\*$/, ':99999')"],
      ['a witness is the pattern itself', AUDITED, 'examplesOf(pattern).find(policy.origins)', 'pattern'],
      [
        'findings have no witness',
        AUDITED,
        'return { path, got: quote(pattern), witness,',
        'return { path, got: quote(pattern), witness: undefined,',
      ],
    ],
  },
]
