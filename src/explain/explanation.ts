import type { ProfileName } from '../browser/profile.ts'
import type { CredentialsMode } from '../browser/terms/wire.ts'
import type { Fix } from './fixes/index.ts'
import type { Outcome } from './outcome.ts'
import type { ExplainedStep } from './steps/index.ts'
import type { Warning } from './warnings/index.ts'

/** All there is to say about one request, from a page to a server and back: plain data, which survives JSON. */
export interface Explanation {
  /** What was asked, as the browser understood it. */
  readonly request: {
    /** The page's origin; `null` for an opaque one. */
    readonly origin: string
    readonly url: string
    readonly method: string
    readonly credentials: CredentialsMode
    readonly profile: ProfileName
  }
  readonly verdict: Outcome
  /** What to change, when the page cannot read the answer; the best first. */
  readonly fixes: readonly Fix[]
  /** What worked, but should be changed. */
  readonly warnings: readonly Warning[]
  /** What browser and server decided, in the order in which they did. */
  readonly steps: readonly ExplainedStep[]
  /** Ways through `FLOW_CHARTS`, by the ids of nodes: the browser's, then one of the server for each request. */
  readonly paths: readonly (readonly string[])[]
}
