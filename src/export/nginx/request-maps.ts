import { tooManyNames } from '../origin-pattern.ts'
import type { Plans } from '../plans.ts'
import { constant, map, matching, NONE, NOT_BLANK, otherwise, partsOf, TRIMMED, type Variable } from './text.ts'

/** Writes the variables that say what a request is, whichever policy it gets. */
export function requestMaps({ plans }: Plans, variable: Variable): string[] {
  const lines = plans.flatMap(({ preflight, actual }) => [...preflight, ...actual])
  return [
    ...(lines.some(({ value = '' }) => value.includes('$') && !partsOf(value).length)
      ? [constant(variable('dollar'), '$')]
      : []),
    '# "1" for a preflight: an OPTIONS request with an origin and a requested method.',
    map('$http_access_control_request_method', variable('asks'), [[`~${NOT_BLANK}`, '$request_method']]),
    map('$http_origin', variable('page_asks'), [otherwise(variable('asks')), NONE]),
    map(variable('page_asks'), variable('preflight'), [[matching('OPTIONS'), '1']]),
    ...(plans.some(({ isPublic }) => !isPublic)
      ? [
          '# The origin, and the same if it has no capitals.',
          map('$http_origin', variable('from'), [TRIMMED]),
          map(variable('from'), variable('lower'), [[matching('[^A-Z]+'), variable('from')]]),
        ]
      : []),
    '# "1" for more names than a policy reads.',
    map('$http_access_control_request_headers', variable('list'), [TRIMMED]),
    map(variable('list'), variable('names'), [[`~^(?:${tooManyNames()})`, '1']]),
  ]
}
