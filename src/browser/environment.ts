import type { FailureCode } from './outcome/failure.ts'
import { NetworkError } from './outcome/failure.ts'
import type { KeepaliveQuota } from './network/keepalive-quota.ts'
import type { PreflightCache } from './preflight/cache.ts'
import type { Profile } from './profile.ts'
import type { InternalRequest } from './request/request.ts'
import type { Step, StepId } from './outcome/step.ts'
import type { CookieStore, Failure, Transport } from './terms/wire.ts'

/** Of a response: all of it, or what comes of it bit by bit. */
export type Body = Uint8Array | ReadableStream<Uint8Array>

/** What all requests of one browser share. */
export interface Environment {
  readonly transport: Transport<Body>
  readonly cookies: CookieStore | undefined
  readonly cache: PreflightCache
  readonly quota: KeepaliveQuota
  readonly profile: Profile
  readonly onStep: ((step: Step) => void) | undefined
}

/** Tells who listens what happened. */
export function tell(
  { onStep }: Environment,
  { urlList }: InternalRequest,
  id: StepId,
  passed: boolean,
  detail: Step['detail'] = {},
): void {
  onStep?.({ id, hop: urlList.length - 1, passed, detail })
}

/** Ends a fetch with a network error. */
export function fail(
  { urlList }: InternalRequest,
  code: FailureCode,
  about: Omit<Failure, 'code' | 'hop'> = {},
): never {
  throw new NetworkError({ code, hop: urlList.length - 1, ...about })
}
