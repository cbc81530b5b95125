import type { Case } from './case.ts'
import { CORS_CHECK } from './cases/cors-check.ts'
import { EXPOSURE } from './cases/exposure.ts'
import { MODES } from './cases/modes.ts'
import { PREFLIGHT } from './cases/preflight.ts'
import { PREFLIGHT_CACHE } from './cases/preflight-cache.ts'
import { REDIRECTS } from './cases/redirects.ts'
import { SAFELIST } from './cases/safelist.ts'
import { TIMING_CASES } from './cases/timing.ts'

/** All cases. */
export const CASES: readonly Case[] = [
  ...CORS_CHECK,
  ...PREFLIGHT,
  ...SAFELIST,
  ...EXPOSURE,
  ...MODES,
  ...REDIRECTS,
  ...TIMING_CASES,
  ...PREFLIGHT_CACHE,
]
