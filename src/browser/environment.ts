import type { Cookies } from './network/cookies.ts'
import type { KeepaliveQuota } from './network/keepalive-quota.ts'
import type { Step } from './outcome/step.ts'
import type { PreflightCache } from './preflight/cache.ts'
import type { Profile } from './profile.ts'
import type { Body } from './terms/body.ts'
import type { Transport } from './terms/wire.ts'

/** What a fetch needs of its browser. All fetches of one browser share everything except the listener. */
export interface Environment {
  readonly transport: Transport<Body>
  readonly cookies: Cookies | undefined
  readonly cache: PreflightCache
  readonly quota: KeepaliveQuota
  readonly profile: Profile
  readonly onStep: ((step: Step) => void) | undefined
}
