import type { PolicyJSON } from '../policy/options.ts'
import type { CorsPolicy } from '../server/cors-policy.ts'
import type { ExportTarget } from './export-error.ts'
import type { ExportedFiles, ExportNote } from './exported-files.ts'
import { type ExportOptions, readExportOptions } from './export-options.ts'
import { type Limit, type Plan, plan } from './plan.ts'
import { PLATFORM_LIMITS } from './platform-limits.ts'

/** A platform that takes its CORS rules as JSON. */
export interface Platform {
  readonly target: ExportTarget
  /** The function that exports to it: `toS3()`. */
  readonly reader: string
  /** What it cannot do, next to what no platform can. A function, so that bundlers leave out other platforms. */
  readonly limits: () => readonly Limit[]
}

/** The lists of a policy as platforms take them. */
export interface Rule {
  readonly origins: readonly string[]
  readonly methods: readonly string[]
  /** In lower case, as browsers ask for them. `undefined` if there are none. */
  readonly headers: readonly string[] | undefined
  readonly exposed: readonly string[] | undefined
  readonly maxAge: number | undefined
  readonly credentials: boolean
}

/** Writes a policy as JSON for a platform. */
export function toPlatform(
  { target, reader, limits }: Platform,
  policy: CorsPolicy,
  options: ExportOptions | undefined,
  write: (rule: Rule, planned: Plan) => unknown,
  notesOf?: (planned: Plan) => readonly ExportNote[],
): ExportedFiles {
  const { name } = readExportOptions(options, reader)
  const planned = plan(policy, target, [...PLATFORM_LIMITS, ...limits()])
  const text = `${JSON.stringify(write(ruleOf(planned.options), planned), undefined, 2)}\n`
  return {
    files: { [`${name}.${target}.json`]: text },
    notes: [...NOTES, ...(readsMore(planned.options) ? MANY_NAMES : []), ...(notesOf?.(planned) ?? [])],
  }
}

/** Browsers let these methods pass even if they are not listed (https://fetch.spec.whatwg.org/#cors-safelisted-method). */
const SAFELISTED_METHODS = ['GET', 'HEAD', 'POST']

function ruleOf(options: PolicyJSON): Rule {
  const { origin, credentials, allowMethods, allowHeaders, exposeHeaders, maxAge } = options
  const headers = [...new Set(allowHeaders.map((name) => name.toLowerCase()))]
  return {
    origins: origin === '*' ? ['*'] : origin,
    // Most platforms compare the method of every request with the list. A policy allows these three to each of its
    // origins, so listing them says no more.
    methods: allowMethods.includes('*') ? ['*'] : [...new Set([...SAFELISTED_METHODS, ...allowMethods])],
    headers: headers.length ? headers : undefined,
    exposed: exposeHeaders.length ? exposeHeaders : undefined,
    maxAge,
    credentials,
  }
}

/** Whether a page could ask for more header names than a policy reads. */
function readsMore({ allowHeaders }: PolicyJSON): boolean {
  return allowHeaders.includes('*') || allowHeaders.length > 128 || allowHeaders.join().length > 4096
}

const NOTES: readonly ExportNote[] = [
  {
    code: 'not-run',
    message:
      'No test ran this file on the platform. Before you rely on it, send a preflight from an allowed origin, and one from another.',
  },
  {
    code: 'platform-status',
    message: 'The platform chooses the status of its answers to preflights: 200 or 204, and often 403 for a refusal.',
  },
  {
    code: 'platform-vary',
    message: 'The platform may leave out Vary. Keep shared caches away, or let them keep one answer for each Origin.',
  },
]

const MANY_NAMES: readonly ExportNote[] = [
  {
    code: 'platform-many-names',
    message:
      'Pages of the allowed origins may send more than 128 of the allowed headers at once, which a policy refuses.',
  },
]
