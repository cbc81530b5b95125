/** The objects that may have `waitUntil`. */
interface Holder {
  readonly waitUntil?: unknown
}

/** Where hosts put such an object in the predicate's context. */
interface Context extends Holder {
  readonly ctx?: Holder
  readonly context?: Holder
  readonly event?: Holder
  readonly platform?: { readonly ctx?: Holder }
  readonly executionCtx?: Holder
}

/**
 * Asks the host to go on until a promise settles, even if the request has been answered by then. Workers end what a
 * request has begun when it is answered or cancelled.
 */
export function keepAlive(context: unknown, promise: Promise<unknown>): void {
  try {
    const at = context as Context
    // Pages Functions; Workers; Netlify and Vercel; h3; SvelteKit; and Hono, whose getter throws on other hosts.
    const holders = [at, at.ctx, at.context, at.event, at.platform?.ctx, at.executionCtx]
    const holder = holders.find((one) => typeof one?.waitUntil === 'function')
    ;(holder as { waitUntil(promise: Promise<unknown>): void }).waitUntil(promise)
  } catch {
    // Other hosts do not end what a request has begun.
  }
}
