import type { Claim } from './claim.ts'

const DECIDE = 'src/csrf/decide.ts'
const CALLBACK = 'src/jsonp/callback.ts'
const LITERAL = 'src/jsonp/literal.ts'
const JSONP = 'src/jsonp/jsonp.ts'
const VISIBLE = 'src/wording/visible.ts'
const HIDDEN = String.raw`/[\p{C}\p{DI}\p{Zl}\p{Zp}]/gu`
const AUDITED = 'src/audit/subject/origins.ts'

/** Guarantees about hosts, JSONP, messages and the audit. */
export const COMPANIONS: readonly Claim[] = [
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
      ['names of unknown options pass', 'src/policy/issues.ts', '[visible(option)]', '[option]'],
      ['paths of findings pass', 'src/audit/report/finding.ts', "typeof key === 'string' ? visible(key) : key", 'key'],
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
