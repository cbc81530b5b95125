import type { ExportNote } from '../exported-files.ts'
import { routeNotes } from '../route-notes.ts'
import type { Plans } from '../plans.ts'

/** The differences between nginx and the policies. */
export function nginxNotes(exported: Plans, headersMore: boolean, hasSizes: boolean): ExportNote[] {
  const { plans, routes } = exported
  return [
    ...(hasSizes ? [MAP_SIZES] : []),
    ...ALWAYS,
    ...(headersMore ? [] : WITHOUT_HEADERS_MORE),
    ...(plans.some(({ enforce }) => enforce) ? [SEC_FETCH_SITE] : []),
    ...(routes && plans.some(({ timing }) => timing.length) ? [TIMING_LINES] : []),
    ...routeNotes(exported),
  ]
}

const MAP_SIZES: ExportNote = {
  code: 'nginx-map-sizes',
  message:
    'map_hash_* and variables_hash_* set the sizes of tables for the whole http block, and nginx takes each of them once. With several policies, keep the largest values.',
}

const ALWAYS: readonly ExportNote[] = [
  {
    code: 'nginx-empty-origin',
    message: 'A request with an empty Origin is not a preflight. No browser sends one.',
  },
  {
    code: 'nginx-two-origins',
    message:
      'nginx before 1.23 reads only the first of several Origin lines, and allows the request if the policy has that origin. No browser sends several.',
  },
  {
    code: 'nginx-two-requests',
    message:
      'nginx before 1.23 reads only the first of several Access-Control-Request-Method or Access-Control-Request-Headers lines. No browser sends several.',
  },
]

const WITHOUT_HEADERS_MORE: readonly ExportNote[] = [
  {
    code: 'nginx-unknown-headers',
    message:
      'Access-Control-* headers that no standard has pass from the application to the page. The module headers-more removes them: toNginx(policy, { headersMore: true }).',
  },
  {
    code: 'nginx-unreadable-416',
    message:
      'The 416 of a static file has each header twice, and browsers do not let a page read it. With headers-more it has them once.',
  },
]

const SEC_FETCH_SITE: ExportNote = {
  code: 'nginx-sec-fetch-site',
  message:
    'nginx before 1.23 reads only the first of several Sec-Fetch-Site lines, and an empty one counts as none. No browser sends either.',
}

const TIMING_LINES: ExportNote = {
  code: 'nginx-timing-lines',
  message:
    'nginx before 1.23 passes on only the first of several Timing-Allow-Origin lines of the application, where the policy leaves this header to it.',
}
