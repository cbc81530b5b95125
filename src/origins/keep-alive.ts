/**
 * Asks the host to go on until a promise settles, although the request may have been answered by then. Workers end the
 * work of a request with its answer, so without this the work of a refresh would be lost.
 *
 * @param context the predicate's context, in which each host has another place for `waitUntil`: `ctx` on Workers,
 * `context` on Netlify and Vercel, `event` in h3, `executionCtx` in Hono, `platform` in SvelteKit, the context itself in
 * Pages Functions
 */
export function keepAlive(context: unknown, promise: Promise<unknown>): void {
  for (const holder of holders(context)) {
    try {
      const found = holder() as { waitUntil?: unknown } | undefined
      if (typeof found?.waitUntil === 'function') {
        found.waitUntil(promise)
        return
      }
    } catch {
      // Hono's getter throws on hosts without an execution context, and `waitUntil` after the end of its request.
    }
  }
}

function holders(context: unknown): (() => unknown)[] {
  const at = context as { readonly [name: string]: { readonly [name: string]: unknown } | undefined } | undefined
  return [
    () => at?.['ctx'],
    () => at?.['context'],
    () => at?.['event'],
    () => at?.['executionCtx'],
    () => at?.['platform']?.['ctx'] ?? at?.['platform']?.['context'],
    () => at,
  ]
}
