import type { Claim } from './claim.ts'

const DECORATE = 'src/server/decorate.ts'
const HEADERS = 'src/server/headers.ts'
const WRAP = 'src/server/wrap.ts'
const EARLY = 'src/server/early-answer.ts'
const RULES = 'src/policy/rules.ts'
const PREFLIGHT = 'src/server/preflight.ts'

/** Guarantees about permissions. */
export const PERMISSIONS: readonly Claim[] = [
  {
    guarantee: 'With `timingAllowOrigin`',
    mutations: [
      ['the line of the application stays', DECORATE, 'if (lines.timing) headers.delete(lines.timing)', ''],
      ['the option does nothing', HEADERS, "timingAllowOrigin && 'Timing-Allow-Origin'", 'false'],
      ['the option is always on', HEADERS, "timingAllowOrigin && 'Timing-Allow-Origin'", "'Timing-Allow-Origin'"],
      ['every page may measure', HEADERS, "[[timing, ''] as const]", "[[timing, '*'] as const]"],
      [
        'the answer as data leaves the line of the application',
        HEADERS,
        'timing ? /^(access-control-|timing-allow-origin$)/i : CORS_HEADER',
        'CORS_HEADER',
      ],
      [
        'the line of the application stays on the answer to a preflight',
        HEADERS,
        'preflight: {\n      timing,',
        'preflight: {\n      timing: false,',
      ],
      [
        'the line of an error stays in Hono and in h3',
        'src/layer.ts',
        "if (name === 'timing-allow-origin') return optionsOf(layer, request)?.timingAllowOrigin === true\n",
        '',
      ],
    ],
  },
  {
    guarantee: 'An origin that the policy does not allow',
    mutations: [
      ['foreign headers stay', DECORATE, 'for (const name of foreign) headers.delete(name)', ''],
      [
        'only the foreign permission is removed',
        DECORATE,
        "name.startsWith('access-control-')",
        "name === 'access-control-allow-origin'",
      ],
      [
        'only headers that start with Access-Control-Allow are removed',
        DECORATE,
        "name.startsWith('access-control-')",
        "name.startsWith('access-control-allow-')",
      ],
      [
        'a thrown response leaves as it is',
        WRAP,
        'if (isResponse(reason)) return decorate(reason, request, allowedOrigin, lines.actual)',
        'if (isResponse(reason)) return reason',
      ],
      [
        'the response of onError leaves as it is',
        WRAP,
        '(response ? decorate(response, request, allowedOrigin, lines.actual) : giveUp(error))',
        'response || giveUp(error)',
      ],
      [
        'a promised response leaves as it is',
        WRAP,
        'return decorate(response, request, allowedOrigin, policy.lines.actual)',
        'return response',
      ],
      [
        'a thrown response gets the permission of its own',
        WRAP,
        'if (isResponse(reason)) return decorate(reason, request, allowedOrigin, lines.actual)',
        "if (isResponse(reason)) return decorate(reason, request, allowedOrigin || (reason.headers.get('access-control-allow-origin') ?? ''), lines.actual)",
      ],
      [
        'what a predicate refuses is shared',
        HEADERS,
        "if (origin === null || reason !== 'allowed') return ''",
        "if (origin === null || (reason !== 'allowed' && reason !== 'predicate-refused')) return ''",
      ],
      [
        'a malformed origin is shared',
        HEADERS,
        "if (origin === null || reason !== 'allowed') return ''",
        "if (origin === null || (reason !== 'allowed' && reason !== 'origin-malformed')) return ''",
      ],
      ['a refused origin gets the other lines', DECORATE, 'if (allowedOrigin) {\n', '{\n'],
      ['the answer as data removes nothing', HEADERS, '    remove,\n', '    remove: /(?!)/,\n'],
      ['the answer as data gives a refused origin the other lines', HEADERS, 'allowedOrigin ? given : []', 'given'],
      [
        'some foreign names are missed',
        'src/fetch/header-classes.ts',
        '/^access-control-/i',
        '/^access-control-allow-/i',
      ],
      [
        'an answer to a preflight by the application leaves as it is',
        'src/cors.ts',
        '? decoratePreflight(policy, response, request, allowedOrigin)',
        '? response',
      ],
      [
        'a refused preflight is answered with a permission',
        EARLY,
        'return answerPreflight(policy, request, allowedOriginFor(policy, origin, originReason))',
        "return answerPreflight(policy, request, allowedOriginFor(policy, origin, originReason) || (origin ?? ''))",
      ],
    ],
  },
  {
    guarantee: '`*` and credentials never meet',
    mutations: [
      [
        'cors() accepts a star with credentials',
        RULES,
        "if (value === '*') return given.credentials === true && ['any-origin-credentials']",
        "if (value === '*') return",
      ],
      [
        'cors() accepts a star of names with credentials',
        RULES,
        "return name === '*' && given.credentials === true ? ['star-with-credentials'] : faultOf(name, given)",
        'return faultOf(name, given)',
      ],
      [
        'cors() accepts opaque origins with credentials',
        RULES,
        "dangerouslyAllowNullOrigin: flag(({ credentials }) => credentials === true && 'null-origin-credentials')",
        'dangerouslyAllowNullOrigin: flag()',
      ],
      ['credentials are always allowed', HEADERS, "credentials && 'true'", "'true'"],
      ['null is sent', HEADERS, "return origin === 'null' ? '*' : origin", 'return origin'],
      [
        'a public policy reflects the origin',
        HEADERS,
        "if (isPublic) return '*'",
        "if (isPublic) return origin ?? '*'",
      ],
      [
        'the opaque origin is always allowed',
        'src/server/decide.ts',
        "policy.options.dangerouslyAllowNullOrigin ? 'allowed' : 'origin-null'",
        "'allowed'",
      ],
      ['a header that is called * is reflected', HEADERS, "names.filter((name) => name !== '*')", 'names'],
      [
        'an unlisted origin is reflected if the handler says so',
        DECORATE,
        'return permit(copy, allowedOrigin, lines, givenVary)',
        "return permit(copy, allowedOrigin || (foreign?.length ? (request.headers.get('origin') ?? '') : ''), lines, givenVary)",
      ],
    ],
  },
  {
    guarantee: 'No value from a request comes back',
    mutations: [
      [
        'asked names of 256 bytes and more are echoed without the option',
        HEADERS,
        "if (names === 'too-long') return ''\n  if (!dangerouslyReflectHeaders) return",
        "if (names === 'too-long') return ''",
      ],
      [
        'a list that is too long is echoed',
        HEADERS,
        "if (names === 'too-long') return ''",
        "if (names === 'too-long') return asked",
      ],
      ['a malformed list is echoed', HEADERS, ': []\n  return distinctNames(', ': [asked]\n  return distinctNames('],
      [
        'the requested method is echoed',
        PREFLIGHT,
        '  return withNames(policy, policy.preflightFor(allowedOrigin), request, allowedOrigin)\n',
        "const response = policy.preflightFor(allowedOrigin)\n  if (allowedOrigin) response.headers.append('Access-Control-Allow-Methods', request.headers.get('access-control-request-method')!)\n  return withNames(policy, response, request, allowedOrigin)\n",
      ],
      [
        'a refusal names the origin in its body',
        EARLY,
        'refusalText(refused)',
        'refusalText(refused) + String(origin)',
      ],
      [
        'the answer as data names the method in its body',
        HEADERS,
        'body: refusalText(refused)',
        'body: refusalText(refused) + request.method',
      ],
      [
        'the names of a preflight are in Vary',
        PREFLIGHT,
        "headers.set('Vary', mergeVary(headers.get('vary'), VARY_BY_NAMES))",
        "headers.set('Vary', mergeVary(headers.get('vary'), `${VARY_BY_NAMES}, ${names}`))",
      ],
      [
        'the answer as data echoes the names',
        HEADERS,
        '...line(ALLOW_HEADERS, names)',
        "...line(ALLOW_HEADERS, request.headers.get('access-control-request-headers')!)",
      ],
    ],
  },
]
