import type { CorsPolicy } from '../../../src/index.ts'
import { policyOf } from '../model/policy.ts'

/** A policy, or why there is none. */
export interface Readable {
  readonly policy?: CorsPolicy
  /** One sentence for each reason; empty if there is a policy. */
  readonly problems: readonly string[]
}

/** Makes the policy that somebody wrote, without throwing. */
export function tryPolicy(text: string): Readable {
  try {
    return { policy: policyOf(text), problems: [] }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const { issues } = error as { readonly issues?: readonly { readonly message: string }[] }
    return { problems: issues?.map(({ message }) => message) ?? [error.message] }
  }
}
