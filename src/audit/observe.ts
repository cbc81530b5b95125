import { pathOf } from '../fetch/path.ts'
import { isLayer } from '../layer.ts'
import { type OptionRules, readOptions } from '../policy/check.ts'
import { callback } from '../policy/rules.ts'
import type { RouteTable } from '../routes/routes.ts'
import { isRouteTable, nameOf } from '../routes/table.ts'
import type { CorsPolicy } from '../server/cors-policy.ts'
import { after, attempt } from '../runtime/promise.ts'
import { report } from '../runtime/report.ts'
import type { Handler } from '../server/wrap.ts'
import type { Finding } from './report/finding.ts'
import { MAX_CHARACTERS } from './subject/answers.ts'
import { createWatch } from './watch.ts'

/** How to observe a policy. */
export interface ObserveOptions {
  /** Receives the findings: each rule at most once for a route. Its errors are reported on the console. */
  readonly sink: (finding: Finding) => void
  /**
   * The name of the route of a request. Default: its path; with a table, the key of the row, `otherwise`, or `uncertain`.
   * The first 100 routes are watched one by one, all others together.
   */
  readonly route?: ((request: Request) => string) | undefined
  /** The number of requests without credentials before C-01 is reported, and of refusals before R-01 is. Default: 10. */
  readonly after?: number | undefined
}

/** The rules of the arguments. Marked, so that bundlers drop them where nothing needs them. */
const ARGUMENT_RULES: OptionRules = /* @__PURE__ */ writeRules()

function writeRules(): OptionRules {
  return {
    // Not an option, but checked with them, so that all problems are reported at once.
    policy: {
      expected: 'the result of cors() or routes()',
      // A layer of another kind has nothing to watch: no answer tells what it would have permitted.
      faultOf: (value) => !(isLayer(value) && Object.hasOwn(value, 'decide')) && ['option-type'],
      isRequired: true,
    },
    sink: { ...callback(), isRequired: true },
    route: callback(),
    after: {
      expected: 'a whole number above 0',
      faultOf: (value) => !(Number.isSafeInteger(value) && (value as number) > 0) && ['option-type'],
    },
  }
}

/**
 * Watches a policy at work, in development. It reports credentials that no request carries (C-01), cookies without
 * attributes (C-05), answers that shared caches keep although they depend on the origin (V-02), an application that
 * sets CORS headers itself, and origins that are refused. The answers do not change, and memory is
 * bounded. A predicate is never asked twice, so a request that an enforced policy may have refused because of its
 * method does not count as refused by the predicate.
 *
 * @param policy the result of `cors()` or `routes()`
 * @returns a policy of the same type that decides the same way; adapters take it like any other
 * @throws {PolicyError} with every problem of the arguments
 * @example
 * ```ts
 * import { cors } from 'corsage'
 * import { observe } from 'corsage/audit'
 *
 * const policy = observe(cors({ origin: ['https://app.example.com'] }), {
 *   sink: ({ rule, message, fix }) => console.warn(rule, message, fix),
 * })
 * ```
 */
export function observe<Policy extends CorsPolicy | RouteTable>(policy: Policy, options: ObserveOptions): Policy
export function observe(policy: CorsPolicy | RouteTable, options: ObserveOptions): CorsPolicy | RouteTable {
  const given: unknown = readOptions({ ...options, policy }, ARGUMENT_RULES, 'observe()')
  const { sink, route, after: patience = 10 } = given as ObserveOptions
  const watch = createWatch(sink, patience)
  /** Lets the watch look at a response, and returns the response. An error of the watch or of the sink does not reach it. */
  const seen = <Answer extends Response | undefined>(
    look: (policy: CorsPolicy, route: string, request: Request, response: Response) => void,
    request: Request,
    response: Answer,
  ): Answer => {
    try {
      if (!response?.headers) return response
      const found = isRouteTable(policy) ? policy.find(request) : undefined
      const name = found && !route ? nameOf(found) : (route?.(request) ?? pathOf(request.url)).slice(0, MAX_CHARACTERS)
      look(found?.policy ?? (policy as CorsPolicy), name, request, response)
    } catch (error) {
      report(error)
    }
    return response
  }
  return Object.freeze({
    ...policy,
    preflight: (request: Request, context?: unknown) =>
      after(policy.preflight(request, context), (response) => seen(watch.answer, request, response)),
    decorate: (response: Response, request: Request, context?: unknown) =>
      after(policy.decorate(seen(watch.application, request, response), request, context), (decorated) =>
        seen(watch.answer, request, decorated),
      ),
    wrap: <HostRequest extends Request, Rest extends unknown[]>(
      handler: Handler<HostRequest, Rest>,
      contextOf?: (...rest: Rest) => unknown,
    ): Handler<HostRequest, Rest> => {
      const run = policy.wrap(function (this: unknown, request: HostRequest, ...rest: Rest) {
        const look = (response: Response): Response => seen(watch.application, request, response)
        return attempt(
          () => handler.call(this, request, ...rest),
          look,
          // Some hosts let handlers throw a response.
          (error) => {
            throw error instanceof Response ? look(error) : error
          },
        )
      }, contextOf)
      return function (this: unknown, request, ...rest) {
        return after(run.call(this, request, ...rest), (response) => seen(watch.answer, request, response))
      }
    },
  })
}
