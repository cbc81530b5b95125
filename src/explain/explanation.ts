import type { ProfileName } from '../browser/profile.ts'
import type { CredentialsMode } from '../browser/terms/wire.ts'
import type { Fix } from './fixes/index.ts'
import type { DecidingRow } from './inquiry/index.ts'
import type { Outcome } from './outcome.ts'
import type { ExplainedStep } from './steps/index.ts'
import type { Warning } from './warnings/index.ts'

/**
 * Everything there is to say about one request, from a page to a server and back. It is plain data that survives JSON, and
 * every string in it is safe for a terminal.
 */
export interface Explanation {
  /** The request as the browser understood it. */
  readonly request: {
    /** The page's origin, `null` for an opaque one. */
    readonly origin: string
    readonly url: string
    readonly method: string
    readonly credentials: CredentialsMode
    readonly profile: ProfileName
  }
  /** Whether the page can read the response, and why. */
  readonly verdict: Outcome
  /** The rows that decided, if the policy is a table: one for each request that reached its server. */
  readonly rows?: readonly DecidingRow[]
  /** Changes that let the page read the response, the best first. */
  readonly fixes: readonly Fix[]
  /** Things that work, or fail for another reason, but should be changed. */
  readonly warnings: readonly Warning[]
  /** The decisions of browser and server, in order. */
  readonly steps: readonly ExplainedStep[]
  /** Paths through `FLOW_CHARTS` by the ids of nodes: one of the browser, then one of the server for each exchange. */
  readonly paths: readonly (readonly string[])[]
}
