import type { Claim } from './claim.ts'

const COOKIELESS = 'src/server/cookieless.ts'
const SCHEME = 'src/fetch/auth-scheme.ts'
const SCHEMES = String.raw`/^(basic|digest|negotiate|ntlm)\b/i`
const DECIDE = 'src/csrf/decide.ts'
const ORIGIN_READ = "const origin = read('Origin') || null"
const IS_TRUSTED = 'if (guard.trusted.has(origin))'

/** Guarantees about credentials and writes. */
export const GUARDS: readonly Claim[] = [
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
]
