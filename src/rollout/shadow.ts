import { mergeVary } from '../fetch/vary.ts'
import { isLayer } from '../layer.ts'
import { checkArgument } from '../policy/arguments.ts'
import { type OptionRules, readOptions } from '../policy/check.ts'
import { contextFrom } from '../policy/context.ts'
import type { Decision } from '../policy/decision.ts'
import { callback } from '../policy/rules.ts'
import type { RouteTable } from '../routes/routes.ts'
import { isRouteTable } from '../routes/table.ts'
import { after, attempt } from '../runtime/promise.ts'
import { report } from '../runtime/report.ts'
import { addVary } from '../server/add-vary.ts'
import type { CorsPolicy } from '../server/cors-policy.ts'
import type { PolicyHeaders } from '../server/headers.ts'
import type { CorsRequest } from '../server/request.ts'
import type { Handler } from '../server/wrap.ts'
import { createReporter, type Difference } from './differences.ts'
import { shareOf } from './share.ts'

export type { Difference }

/** How to try the next policy. */
export interface ShadowOptions {
  /**
   * Receives the differences: in each minute, each kind of difference from an origin once, and at most 100 in all. Its
   * errors are reported on the console.
   */
  readonly onDifference: (difference: Difference) => unknown
  /**
   * The percentage of origins that the next policy answers, from 0 to 100. An origin stays on its side, and moves only
   * from the current policy to the next one when the percentage grows. Default: 0.
   */
  readonly percent?: number | undefined
}

/** The rules of the arguments. Marked, so that bundlers drop them where nothing needs them. */
const ARGUMENT_RULES: OptionRules = /* @__PURE__ */ writeRules()

function writeRules(): OptionRules {
  const policy = {
    expected: 'the result of cors() or routes()',
    faultOf: (value: unknown) => !(isLayer(value) && Object.hasOwn(value, 'decide')) && (['option-type'] as const),
    isRequired: true,
  }
  return {
    // Not options, but checked with them, so that all problems are reported at once.
    current: policy,
    next: policy,
    onDifference: { ...callback(), isRequired: true },
    percent: {
      expected: 'a number from 0 to 100',
      faultOf: (value) => !(typeof value === 'number' && value >= 0 && value <= 100) && ['option-type'],
    },
  }
}

/**
 * Tries a policy before it answers. The current policy answers, and `onDifference` hears about the requests that the
 * next one would have decided differently. With `percent`, the next policy answers a share of the origins, and the
 * current one is compared.
 *
 * Without `percent`, no byte of an answer changes. With it, all answers have `Vary: Origin`, because they depend on the
 * origin. A predicate is asked a second time for the comparison.
 *
 * Requests do not show which response headers a page reads, or whether it measures them: `diff` of `corsage/audit`
 * compares `exposeHeaders` and `timingAllowOrigin`.
 *
 * @param current the policy or table that answers
 * @param next the policy or table that will take its place. A policy is a table without rows:
 * `routes({}, { otherwise: policy })`
 * @returns a policy or table; adapters take it like any other
 * @throws {PolicyError} with every problem of the arguments
 * @example
 * ```ts
 * import { cors } from 'corsage'
 * import { shadow } from 'corsage/rollout'
 *
 * const current = cors({ origin: '*' })
 * const next = cors({ origin: ['https://app.example.com'] })
 * const policy = shadow(current, next, {
 *   onDifference: ({ origin, method, next: { reason } }) => console.warn(origin, method, reason),
 * })
 * const handler = policy.wrap((request: Request) => new Response(`Hello from ${request.url}`))
 * ```
 */
export function shadow(current: CorsPolicy, next: CorsPolicy, options: ShadowOptions): CorsPolicy
export function shadow(current: RouteTable, next: RouteTable, options: ShadowOptions): RouteTable
export function shadow(current: Either, next: Either, options: ShadowOptions): Either {
  const { onDifference, percent = 0 } = readOptions(
    { ...options, current, next },
    ARGUMENT_RULES,
    'shadow()',
  ) as unknown as ShadowOptions
  checkArgument(
    ['cookieless'],
    hidesUser(next),
    `${hidesUser(current)}, as in the current policy, because a comparison must not change what the handler sees`,
    hidesUser(next) === hidesUser(current),
  )
  const isTable = isRouteTable(current)
  checkArgument(
    ['next'],
    next,
    isTable ? 'a table, as the current one: routes({}, { otherwise: policy })' : 'a policy, as the current one',
    isRouteTable(next) === isTable,
  )
  const tell = createReporter(onDifference)
  const isMixed = percent > 0 && percent < 100
  const usesNext = (origin: string | null): boolean => percent === 100 || (isMixed && shareOf(origin) < percent)
  const policyFor = ({ headers }: CorsRequest): Either => (usesNext(headers.get('origin')) ? next : current)
  // Where the origin selects the policy, every answer depends on the origin, even if both policies are public.
  const varied = (answer: PolicyHeaders): PolicyHeaders =>
    isMixed ? { ...answer, vary: mergeVary(answer.vary, 'Origin') } : answer
  const variedResponse = (response: Response, request: Request): Response =>
    isMixed ? addVary(response, request, 'Origin') : response

  /** Compares the policies. Nothing waits for it, and its errors do not reach the answer. */
  const compare = (request: CorsRequest, context: unknown): void => {
    const origin = request.headers.get('origin')
    const look = (first: Decision, second: Decision): unknown => {
      const sendsCookies = first.kind === 'actual' && request.headers.get('cookie') !== null
      const differ =
        first.allowed !== second.allowed ||
        (first.allowed && sendsCookies && credentialsOf(current, request) !== credentialsOf(next, request))
      if (!differ) return
      return tell({
        kind: first.kind,
        origin,
        method: first.method ?? request.method,
        current: first,
        next: second,
        answered: usesNext(origin) ? 'next' : 'current',
      })
    }
    void attempt<unknown, void>(
      () =>
        after(current.decide(request, context), (first) =>
          after(next.decide(request, context), (second) => look(first, second)),
        ),
      () => {},
      report,
    )
  }

  const shadowed: Omit<CorsPolicy, 'allowsOrigin' | 'options' | 'toJSON'> = {
    decide: (request, context) => policyFor(request).decide(request, context),
    headers: (request, context) => after(policyFor(request).headers(request, context), varied),
    answer: (request, context) => {
      compare(request, context)
      return after(policyFor(request).answer(request, context), varied)
    },
    preflight: (request, context) =>
      after(policyFor(request).preflight(request, context), (response) => {
        if (!response) return
        compare(request, context)
        return variedResponse(response, request)
      }),
    decorate: (response, request, context) => {
      compare(request, context)
      return after(policyFor(request).decorate(response, request, context), (decorated) =>
        variedResponse(decorated, request),
      )
    },
    wrap: <HostRequest extends Request, Rest extends unknown[]>(
      handler: Handler<HostRequest, Rest>,
      contextOf?: (...rest: Rest) => unknown,
    ): Handler<HostRequest, Rest> => {
      const wrapped = new Map([current, next].map((policy) => [policy, policy.wrap(handler, contextOf)]))
      return function (this: unknown, request, ...rest) {
        // Before the handler, which may read the body or change the request.
        compare(request, contextOf ? contextOf(...rest) : contextFrom(rest[0]))
        return after(wrapped.get(policyFor(request))!.call(this, request, ...rest), (response) =>
          variedResponse(response, request),
        )
      }
    },
  }
  if (isRouteTable(current) && isRouteTable(next)) {
    const { rows, otherwise } = current
    return Object.freeze<RouteTable>({
      ...shadowed,
      rows,
      otherwise,
      find: (request) => (policyFor(request) === next ? next : current).find(request),
      optionsFor: (request) => (policyFor(request) === next ? next : current).optionsFor(request),
    })
  }
  const [policy, other] = [current, next] as readonly CorsPolicy[] as readonly [CorsPolicy, CorsPolicy]
  return Object.freeze<CorsPolicy>({
    ...shadowed,
    allowsOrigin: (origin, context) => (usesNext(origin) ? other : policy).allowsOrigin(origin, context),
    options: policy.options,
    toJSON: () => policy.toJSON(),
  })
}

type Either = CorsPolicy | RouteTable

/** Whether a policy is cookieless. A host asks a table for each request. */
function hidesUser(policy: Either): boolean {
  return !isRouteTable(policy) && policy.options.cookieless
}

/** Whether the policy that decides about a request allows credentials. */
function credentialsOf(policy: Either, request: CorsRequest): boolean {
  const { options } = isRouteTable(policy) ? policy.find(request).policy : policy
  return options.credentials
}
