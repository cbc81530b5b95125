import { notFromPolicy } from '../answered/index.ts'
import type { Inquiry, Probes } from '../inquiry/index.ts'
import type { Warned } from './warning.ts'

/** The warning about responses that something else than the policy made. */
export const ANSWERED_WARNINGS = [
  // The policy is mounted on another route, or behind something that answers first or changes the headers.
  {
    code: 'policy-not-in-effect',
    section: 'http-responses',
    say: (inquiry: Inquiry, probes: Probes | undefined): Warned => notFromPolicy(inquiry, probes),
  },
] as const
