import { freeze, type PresetFacts, type PresetWith } from './preset.ts'

const w3c: PresetWith<'allowHeaders'> = /* @__PURE__ */ freeze({
  allowHeaders: ['baggage', 'traceparent', 'tracestate'],
})
const sentry: PresetWith<'allowHeaders'> = /* @__PURE__ */ freeze({ allowHeaders: ['baggage', 'sentry-trace'] })
const datadog: PresetWith<'allowHeaders'> = /* @__PURE__ */ freeze({
  allowHeaders: [
    'baggage',
    'traceparent',
    'tracestate',
    'x-datadog-origin',
    'x-datadog-parent-id',
    'x-datadog-sampling-priority',
    'x-datadog-trace-id',
  ],
})

/** The presets of `tracing`. */
export interface Tracing {
  /** W3C Trace Context and Baggage, which OpenTelemetry sends. */
  readonly w3c: PresetWith<'allowHeaders'>
  readonly sentry: PresetWith<'allowHeaders'>
  readonly datadog: PresetWith<'allowHeaders'>
}

/**
 * Headers that a tracing library adds to the requests of a page. Choose one: `...tracing.w3c` by itself, or
 * `...combine(mcp, tracing.w3c)` together with a protocol.
 *
 * Every traced request then needs a preflight, so set `maxAge`.
 *
 * @see https://www.w3.org/TR/trace-context/
 * @see https://docs.sentry.io/platforms/javascript/tracing/distributed-tracing/dealing-with-cors-issues/
 * @see https://docs.datadoghq.com/real_user_monitoring/correlate_with_other_telemetry/apm/
 * @example
 * ```ts
 * import { cors } from 'corsage'
 * import { tracing } from 'corsage/presets'
 *
 * const policy = cors({ origin: ['https://app.example.com'], maxAge: 600, ...tracing.w3c })
 * ```
 */
export const tracing: Tracing = /* @__PURE__ */ freeze({ w3c, sentry, datadog })

const PREFLIGHTS = 'Every traced request needs a preflight. Trace only the URLs that you need, and set `maxAge`.'

export const W3C_FACTS: PresetFacts = {
  preset: w3c,
  protocol: 'W3C Trace Context and Baggage',
  version: 'Trace Context version 00',
  source: 'https://www.w3.org/TR/trace-context/',
  clients: ['@opentelemetry/instrumentation-fetch', '@opentelemetry/core'],
  notCovered: [
    PREFLIGHTS,
    'Other propagators have headers of their own, such as `b3` or `x-b3-traceid` of Zipkin. List them.',
    'Pages send their spans to a collector, by POST with `content-type`, which needs a policy of its own.',
  ],
}

export const SENTRY_FACTS: PresetFacts = {
  preset: sentry,
  protocol: 'Sentry',
  version: '@sentry/browser 11',
  source: 'https://docs.sentry.io/platforms/javascript/tracing/distributed-tracing/dealing-with-cors-issues/',
  clients: ['@sentry/browser'],
  notCovered: [
    PREFLIGHTS,
    'With `propagateTraceparent: true`, Sentry also sends `traceparent`. Add it.',
    'Pages send their events to Sentry, not to your server.',
  ],
}

export const DATADOG_FACTS: PresetFacts = {
  preset: datadog,
  protocol: 'Datadog RUM',
  version: '@datadog/browser-rum 7',
  source: 'https://docs.datadoghq.com/real_user_monitoring/correlate_with_other_telemetry/apm/',
  clients: ['@datadog/browser-rum'],
  notCovered: [
    PREFLIGHTS,
    'The propagators `b3` and `b3multi` send `b3`, or `x-b3-traceid`, `x-b3-spanid` and `x-b3-sampled`. List them.',
    'With other `propagatorTypes`, some of these headers are never sent. List only those that are.',
  ],
}
