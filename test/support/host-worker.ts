import { createTestHarness } from 'wrangler'
import type { Running } from './host-upstream.ts'

type Options = NonNullable<Parameters<typeof createTestHarness>[0]>
type Worker = NonNullable<Options['workers']>[number]

/** Starts Workers in workerd, as `wrangler dev` does, and as their `wrangler.toml` says. */
export async function startWorker(...workers: readonly Worker[]): Promise<Running> {
  // Nothing may be asked of the network.
  Object.assign(process.env, {
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_LOG: process.env.WLOG ?? 'none',
  })
  const harness = createTestHarness({ workers: [...workers] })
  const { url } = await harness.listen()
  return { origin: url.origin, stop: () => harness.close() }
}
