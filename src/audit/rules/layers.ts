import { quote } from '../../wording/quote.ts'
import { isShared } from '../hosts/cache-control.ts'
import type { Rules } from './rule.ts'

/** When each rule applies, in words. Only docs/audit.md is made of them: no bundle holds them. */
export const LAYER_CONDITIONS = {
  'R-01': '`observe` has seen requests of origins that the policy refuses',
  'V-02':
    'the answers depend on the origin, and a route has a public `cacheControl`, or `observe` has seen such an answer',
  'X-01': '`observe` has seen an application that sets `Access-Control-*` headers itself',
} as const

/** The headers in which caches look for the time that they may keep an answer: your own cache, and networks in front of it. */
const CACHE_HEADERS = ['cache-control', 'cdn-cache-control', 'surrogate-control']

/** Rules about what surrounds the policy: callers, caches, and other layers that set CORS headers. */
export const LAYER_RULES: Rules<keyof typeof LAYER_CONDITIONS> = {
  'X-01': {
    severity: 'high',
    point: 2,
    references: ['CWE-942'],
    says: 'The application sets CORS headers as well',
    fix: 'Let only the policy set them',
    find: {
      answer: ({ headers }) => {
        const foreign = [...headers.keys()].filter((name) => name.startsWith('access-control-'))
        return foreign.length > 0 && { got: foreign.join(', ') }
      },
    },
  },
  'V-02': {
    severity: 'high',
    point: 2,
    references: ['CWE-349', 'CWE-525'],
    says: 'A shared cache that ignores Vary hands the permission of one origin to another',
    fix: 'Answer with Cache-Control: private',
    find: {
      route: ({ route }, { isPublic }) => !isPublic && isShared(route.cacheControl),
      answer: ({ headers, options }) => {
        const name = CACHE_HEADERS.find((each) => isShared(headers.get(each), each !== 'cache-control'))
        return name !== undefined && options.origin !== '*' && { got: `${name}: ${headers.get(name)}` }
      },
    },
  },
  'R-01': {
    severity: 'info',
    point: 2,
    references: ['CWE-346'],
    says: 'Pages of origins that are not allowed call this route',
    fix: 'List the origins that are yours',
    find: {
      counts: ({ refusals, refused, patience }) =>
        refusals === patience && { got: `${refusals} requests, ${listCounts(refused)}` },
    },
  },
}

/** The origins with their numbers of requests, the most frequent first. */
function listCounts(counts: ReadonlyMap<string, number>): string {
  const sorted = [...counts].toSorted(([, one], [, other]) => other - one)
  return sorted.map(([origin, count]) => `${count} of ${quote(origin)}`).join(', ')
}
