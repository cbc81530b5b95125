import type { ConsoleMessages } from '../browser/outcome/console-messages.ts'
import type { FailureCode } from '../browser/terms/failure.ts'
import type { ProfileName } from '../browser/profile.ts'
import type { StepId } from '../browser/outcome/step.ts'
import type { CredentialsMode } from '../browser/terms/wire.ts'
import type { CorsOptions } from '../policy/options.ts'

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
  readonly verdict: Verdict
  /** What to change, when the page cannot read the answer; the best first. */
  readonly fixes: readonly Fix[]
  /** What went well, but should not stay so. */
  readonly warnings: readonly Warning[]
  /** What browser and server decided, in the order in which they did. */
  readonly steps: readonly ExplainedStep[]
  /** Ways through `FLOW_CHARTS`, by the ids of nodes: the browser's, then one of the server for each request. */
  readonly paths: readonly (readonly string[])[]
}

export interface Verdict {
  /** Whether the page may read the answer. */
  readonly readable: boolean
  readonly sentence: string
  /** Section of the standard. */
  readonly spec: string
  /** What failed, if something did. */
  readonly code?: FailureCode
  /** What the consoles of three browsers say to that, in our words. */
  readonly console?: ConsoleMessages
  /** The status of the answer, where the page sees it. */
  readonly status?: number
}

/** Who decides at a step of the server: `network` and `main-fetch` are where a browser gives up without a check. */
export type ExplainedStepId =
  | StepId
  | 'main-fetch'
  | 'network'
  | 'server-classify'
  | 'server-origin'
  | 'server-method'
  | 'server-headers'
  | 'server-answer'

export interface ExplainedStep {
  readonly id: ExplainedStepId
  readonly side: 'browser' | 'server'
  /** Whether the request got past it. */
  readonly passed: boolean
  readonly sentence: string
  /** Section of the standard. */
  readonly spec: string
}

/** A change that lets the page read the answer, or gets it nearer to that. */
export interface Fix {
  /** Of what: the policy of Corsage, the page's call, or the server when it is not known to use Corsage. */
  readonly change: 'policy' | 'call' | 'server'
  readonly sentence: string
  /** To paste: options of a policy, of `fetch()`, a URL, or lines of headers. */
  readonly value: string
  /** Of a change of a policy without a predicate: the options as data, for `cors({ ...policy.toJSON(), ...options })`. */
  readonly options?: Partial<CorsOptions>
}

export type WarningCode =
  | 'acao-wildcard-plus-acac'
  | 'authorization-dropped-on-redirect'
  | 'authorization-wildcard'
  | 'duplicate-headers'
  | 'error-without-cors-headers'
  | 'expose-headers-invalid'
  | 'expose-wildcard-with-credentials'
  | 'local-network-access'
  | 'max-age-capped'
  | 'max-age-invalid'
  | 'max-age-zero'
  | 'mixed-content'
  | 'origin-null-after-redirect'
  | 'origin-null-allowed'
  | 'policy-not-in-effect'
  | 'preflight-unauthorized'
  | 'request-header-dropped'
  | 'response-header-not-exposed'
  | 'set-cookie-ignored'
  | 'side-effects-already-happened'
  | 'vary-origin-missing'
  | 'wildcard-not-cached-firefox'

export interface Warning {
  readonly code: WarningCode
  readonly sentence: string
  /** Section of a standard. */
  readonly spec: string
}
