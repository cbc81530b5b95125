import type { Claim } from './claim.ts'

const DECORATE = 'src/server/decorate.ts'
const HEADERS = 'src/server/headers.ts'
const WRAP = 'src/server/wrap.ts'
const EARLY = 'src/server/early-answer.ts'
const PREFLIGHT = 'src/server/preflight.ts'

/** The guarantee about caches. */
export const CACHES: readonly Claim[] = [
  {
    guarantee: '`Vary` names every request header',
    mutations: [
      [
        'enforce does not vary a public policy by origin',
        'src/server/request.ts',
        "(!isPublic || enforce) && 'Origin'",
        "!isPublic && 'Origin'",
      ],
      ['enforce does not vary by Sec-Fetch-Site', 'src/server/request.ts', "enforce && 'Sec-Fetch-Site'", 'false'],
      [
        'the option vary is lost',
        'src/server/request.ts',
        "filter(Boolean), ...vary].join(', ')",
        "filter(Boolean)].join(', ')",
      ],
      [
        'Vary depends on the decision',
        DECORATE,
        "if (added && vary === null) headers.append('Vary', added)",
        "if (added && vary === null) allowedOrigin && headers.append('Vary', added)",
      ],
      [
        'Vary of the application is replaced',
        DECORATE,
        "headers.set('Vary', mergeVary(vary, added))",
        "headers.set('Vary', added)",
      ],
      [
        'Vary of the application is kept, and ours is lost',
        DECORATE,
        "else if (added) headers.set('Vary', mergeVary(vary, added))",
        '',
      ],
      ['a star in Vary is lost', 'src/fetch/vary.ts', "names.includes('*') ? '*' : ", ''],
      [
        'the response to an error does not vary',
        WRAP,
        'return permit(respond(500, null), allowedOrigin, lines.actual)',
        'return respond(500, null)',
      ],
      [
        'a 304 is not decorated',
        DECORATE,
        'if (copy === response) return copy',
        'if (copy === response || copy.status === 304) return copy',
      ],
      [
        'a redirect is not decorated',
        DECORATE,
        'if (copy === response) return copy',
        'if (copy === response || copy.status === 302) return copy',
      ],
      [
        'a refusal does not vary',
        EARLY,
        "return permit(respond(403, refusalText(refused), NOT_STORED), '', policy.lines.actual)",
        'return respond(403, refusalText(refused), NOT_STORED)',
      ],
      [
        'caches may store a refusal',
        EARLY,
        'respond(403, refusalText(refused), NOT_STORED)',
        'respond(403, refusalText(refused))',
      ],
      ['caches may store a refusal of the answer as data', HEADERS, '(refused ? NOT_STORED :', '(refused ? [] :'],
      [
        'reflected names are not in Vary',
        PREFLIGHT,
        "headers.set('Vary', mergeVary(headers.get('vary'), VARY_BY_NAMES))",
        '',
      ],
      [
        'reflected names are not in Vary of the answer as data',
        HEADERS,
        'vary: names === undefined ? vary : mergeVary(vary, VARY_BY_NAMES)',
        'vary',
      ],
      ['a guard does not vary by Cookie', 'src/csrf/decide.ts', "read('Cookie')", "headers.get('Cookie')"],
      [
        'a guard does not vary by Authorization',
        'src/csrf/decide.ts',
        "read('Authorization')",
        "headers.get('Authorization')",
      ],
      [
        'what a guard lets pass does not vary',
        'src/server/add-vary.ts',
        "if (copy !== response) copy.headers.set('Vary', mergeVary(copy.headers.get('Vary'), names))",
        '',
      ],
      [
        'a policy with a guard does not vary by what the guard reads',
        'src/csrf/protect.ts',
        'return after(answered, (response) => addVary(response, request, names))',
        'return answered',
      ],
    ],
  },
]
