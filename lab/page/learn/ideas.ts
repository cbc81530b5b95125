import type { Idea } from './idea.ts'
import { CACHING } from './ideas/caching.ts'
import { CREDENTIALS } from './ideas/credentials.ts'
import { CSRF } from './ideas/csrf.ts'
import { FORMS } from './ideas/forms.ts'
import { JSONP } from './ideas/jsonp.ts'
import { PREFLIGHT } from './ideas/preflight.ts'
import { SAME_ORIGIN } from './ideas/same-origin.ts'

/** The tour, in its order. */
export const IDEAS: readonly Idea[] = [SAME_ORIGIN, FORMS, PREFLIGHT, CREDENTIALS, CACHING, CSRF, JSONP]
