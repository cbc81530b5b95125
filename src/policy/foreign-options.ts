import type { Illegal } from './expected.ts'

/** Options of other libraries. None of them compiles, and the message names the option of Corsage. */
export interface ForeignOptions {
  /** @deprecated Write `origin`. */
  readonly origins?: Illegal<'Write origin in place of origins'>
  /** @deprecated Write `origin`. */
  readonly allowOrigin?: Illegal<'Write origin in place of allowOrigin'>
  /** @deprecated Write `origin`. */
  readonly allowOrigins?: Illegal<'Write origin in place of allowOrigins'>
  /** @deprecated Write `origin`. */
  readonly allowedOrigins?: Illegal<'Write origin in place of allowedOrigins'>
  /** @deprecated Write `allowMethods`. */
  readonly methods?: Illegal<'Write allowMethods in place of methods'>
  /** @deprecated Write `allowMethods`. */
  readonly allowedMethods?: Illegal<'Write allowMethods in place of allowedMethods'>
  /** @deprecated Write `allowHeaders`. */
  readonly headers?: Illegal<'Write allowHeaders in place of headers'>
  /** @deprecated Write `allowHeaders`. */
  readonly allowedHeaders?: Illegal<'Write allowHeaders in place of allowedHeaders'>
  /** @deprecated Write `exposeHeaders`. */
  readonly exposedHeaders?: Illegal<'Write exposeHeaders in place of exposedHeaders'>
  /** @deprecated Write `credentials`. */
  readonly allowCredentials?: Illegal<'Write credentials in place of allowCredentials'>
  /** @deprecated Write `credentials`. */
  readonly supportsCredentials?: Illegal<'Write credentials in place of supportsCredentials'>
  /** @deprecated Write `preflightStatus`. */
  readonly optionsSuccessStatus?: Illegal<'Write preflightStatus in place of optionsSuccessStatus'>
  /** @deprecated Remove it: the policy answers preflights, and leaves other OPTIONS requests to the handler. */
  readonly preflightContinue?: Illegal<'The policy answers preflights itself: remove preflightContinue'>
  /** @deprecated Remove it: the policy answers preflights, and leaves other OPTIONS requests to the handler. */
  readonly strictPreflight?: Illegal<'The policy answers preflights itself: remove strictPreflight'>
  /** @deprecated Remove it: no browser asks for it any more. */
  readonly privateNetworkAccess?: Illegal<'No browser asks for it any more: remove privateNetworkAccess'>
}
