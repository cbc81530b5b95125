import type { Claim } from './claim.ts'

const ROUTES = 'src/routes/routes.ts'
const MATCHER = 'src/routes/matcher.ts'
const STORE = 'src/origins/store.ts'
const LOADS = 'src/origins/loads.ts'
const LOOKUP = 'src/origins/stores/lookup.ts'
const HTTP = 'src/origins/stores/http.ts'

/** Guarantees about tables of policies, and about the origins of tenants. */
export const MANY_POLICIES: readonly Claim[] = [
  {
    guarantee: 'A table of policies answers',
    mutations: [
      ['one reading of a path is enough', MATCHER, '? row! : found', '? row! : row!'],
      ['capitals are another path', MATCHER, 'if (!isLiteral || !ignoresCase) found', 'if (!isLiteral) found'],
      ['uncertain paths enforce nothing', ROUTES, 'isEnforced ? refusing : none', 'isEnforced ? none : none'],
      ['cookies reach a cookieless row', ROUTES, 'options.enforce || options.cookieless', 'options.enforce'],
      ['a preflight belongs to OPTIONS', ROUTES, "requestedMethod(request, request.headers.get('origin')) ||", ''],
      [
        'requests without a row get the first policy',
        ROUTES,
        'rows[at]?.policy ?? otherwise',
        'rows[at]?.policy ?? rows[0]!.policy',
      ],
    ],
  },
  {
    guarantee: '`originStore` allows an origin only',
    mutations: [
      ['an answer lasts forever', STORE, 'if (!use(known, freshMs, now)) return false', 'if (!known) return false'],
      ['an old answer lasts forever', STORE, 'freshMs + stale * 1000', 'Infinity'],
      [
        'a truthy answer allows',
        'src/origins/source.ts',
        "if (typeof answer === 'boolean') return answer",
        "if (answer !== false) return true\n          if (typeof answer === 'boolean') return answer",
      ],
      ['tenants share questions', LOADS, 'return `${name} ${tenant}`', 'return name + (tenant && "")'],
      [
        'tenants share answers',
        'src/origins/answers.ts',
        'tenants.get(tenant)?.get(name)\n',
        '[...tenants.values()].find((names) => names.has(name))?.get(name)\n',
      ],
      [
        'a question that an invalidation overtook counts',
        LOADS,
        "        load.answer = 'again'\n        loads.delete(key)\n",
        '',
      ],
      [
        'answers grow without bounds',
        'src/origins/answers.ts',
        'while (dial.size >= max)',
        'while (dial.size >= Infinity)',
      ],
      ['a request waits for the store', LOADS, 'Math.min(question.end - asked, deadline),', '60_000,'],
    ],
  },
  {
    guarantee: 'A ready store passes',
    mutations: [
      ['a truthy value allows', LOOKUP, 'if (value === true || value === 1) return true', 'if (value) return true'],
      ['names that a store changes are asked for', LOOKUP, ' && !AMBIGUOUS.test(tenant)', ''],
      ['the tenant leaves its place in a URL', HTTP, 'tenant: encodeURIComponent(tenant)', 'tenant'],
      ['dots leave their place in a URL', HTTP, String.raw`if (/^\.+$/.test(tenant)) return false`, ''],
      [
        'any status allows',
        HTTP,
        'if (response.status === 200 || response.status === 204) return true',
        'if (response.status !== 404) return true',
      ],
      ['keys of KV are joined', 'src/origins/stores/kv.ts', '`${tenant} ${origin}`', '`${tenant}${origin}`'],
    ],
  },
]
