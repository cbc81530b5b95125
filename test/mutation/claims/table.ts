import { ANSWERS } from './answers.ts'
import type { Claim } from './claim.ts'
import { COMPANIONS } from './companions.ts'
import { ORIGINS } from './origins.ts'
import { REQUESTS } from './requests.ts'

/** All mutations, by the guarantee of SECURITY.md that they break. */
export const CLAIMS: readonly Claim[] = [...ORIGINS, ...ANSWERS, ...REQUESTS, ...COMPANIONS]
