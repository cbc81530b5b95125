import { context, createTraceState, propagation, trace } from '@opentelemetry/api'
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core'
import { FetchInstrumentation } from '@opentelemetry/instrumentation-fetch'

export async function run({ api, step }) {
  const stack = {
    active: () => active,
    with: (_context, act, self, ...rest) => act.apply(self, rest),
    bind: (_c, act) => act,
  }
  const state = createTraceState('vendor=1')
  const span = {
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: 'b7ad6b7169203331',
    traceFlags: 1,
    traceState: state,
  }
  const baggage = propagation.createBaggage({ tenant: { value: 'a' } })
  const active = propagation.setBaggage(trace.setSpanContext(context.active(), span), baggage)
  context.setGlobalContextManager({ ...stack, enable: () => stack, disable: () => stack })
  propagation.setGlobalPropagator(
    new CompositePropagator({ propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()] }),
  )
  const instrumentation = new FetchInstrumentation({ propagateTraceHeaderCorsUrls: [/./] })
  instrumentation.enable()
  await step('a traced request', async () => (await fetch(`${api}/traced`)).json())
}
