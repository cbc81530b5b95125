/** Answers with the names of the headers that trace a request. */
export function createServer() {
  const isTracing = /^(traceparent|tracestate|baggage|sentry-trace|x-datadog-.*)$/
  return ({ headers }) => Response.json([...headers.keys()].filter((name) => isTracing.test(name)))
}
