import type { CsrfOptions, CsrfReason } from '../../../src/csrf/index.ts'
import type { CorsOptions, PolicyIssueCode } from '../../../src/index.ts'
import data from '../../data/attack-corpus.json' with { type: 'json' }

interface Entry {
  readonly id: string
  readonly class: string
  readonly why: string
}

interface WithPolicy extends Entry {
  readonly policy: string
}

/** An `Origin` value, and whether the policy allows it. */
export interface OriginMatch extends WithPolicy {
  readonly origin: string
  readonly verdict: 'allow' | 'deny'
  /** `false` if a `Headers` object cannot hold the value. */
  readonly representable?: false
}

/** Options, and whether they are valid. */
export interface PolicyEntry extends Entry {
  readonly input: CorsOptions
  readonly verdict: 'accept' | 'reject'
  readonly code?: PolicyIssueCode
}

/** The expected properties of a response. Properties that are left out are not checked. */
export interface Expectation {
  readonly acao?: string | null
  readonly acac?: boolean
  readonly expose?: string
  readonly handler?: boolean
  readonly vary?: readonly string[]
  readonly varyCount?: Readonly<Record<string, number>>
  readonly varyStar?: true
  readonly acaoCount?: number
  readonly acahMustNotContain?: string
  readonly mustNotHave?: readonly string[]
}

/** A request, the application's response, and the expected result. */
export interface Exchange extends WithPolicy {
  readonly request: { readonly method: string; readonly headers: [name: string, value: string][] }
  readonly handler?: { readonly status?: number; readonly headers?: [name: string, value: string][] }
  /** `pass`: the request is not a CORS-preflight request. */
  readonly verdict: 'allow' | 'deny' | 'pass'
  readonly expect?: Expectation
}

/** A value that is made to take a long time to parse. */
export interface Flood extends WithPolicy {
  readonly target: 'origin' | 'acrh'
  readonly gen: { readonly prefix: string; readonly repeat: string; readonly times: number; readonly suffix: string }
  readonly limitMs: number
}

/** The values of the query parameter that names a callback. */
export interface Callback extends Entry {
  readonly callback: readonly string[]
  readonly verdict: 'allow' | 'deny'
}

/** A request that one of the guards allows or denies. */
export interface Write extends Entry {
  readonly csrf: string
  readonly request: { readonly method: string; readonly url: string; readonly headers: [name: string, value: string][] }
  readonly verdict: 'allow' | 'deny'
  readonly reason: CsrfReason
}

/** Cases that are modelled on attacks on other software. */
export const corpus = data as unknown as {
  readonly policies: Readonly<Record<string, CorsOptions>>
  readonly originMatch: readonly OriginMatch[]
  readonly policy: readonly PolicyEntry[]
  readonly preflight: readonly Exchange[]
  readonly dos: readonly Flood[]
  readonly response: readonly Exchange[]
  readonly jsonp: readonly Callback[]
  readonly guards: Readonly<Record<string, CsrfOptions>>
  readonly csrf: readonly Write[]
}
