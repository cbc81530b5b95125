import type { CorsPolicy } from '../server/cors-policy.ts'
import { bucketLimits } from './bucket-limits.ts'
import type { ExportedFiles } from './exported-files.ts'
import type { ExportOptions } from './export-options.ts'
import { type Platform, toPlatform } from './platform.ts'
import { NO_ANY_HEADER, NO_CREDENTIALS } from './platform-limits.ts'

const R2: Platform = {
  target: 'r2',
  reader: 'toR2()',
  limits: () => [...bucketLimits(), NO_CREDENTIALS, NO_ANY_HEADER],
}

/**
 * Writes a policy as the CORS rules of a bucket in Cloudflare R2, for `wrangler r2 bucket cors set --file`.
 *
 * @throws {ExportError} with everything in the policy that R2 cannot do
 * @throws {PolicyError} with every problem of the options
 * @example
 * ```ts
 * import { cors } from 'corsage'
 * import { toR2 } from 'corsage/export'
 *
 * const policy = cors({ origin: ['https://app.example.com'], allowMethods: ['PUT'], allowHeaders: ['content-type'] })
 * console.log(toR2(policy, { name: 'photos' }).files['photos.r2.json'])
 * ```
 */
export function toR2(policy: CorsPolicy, options?: ExportOptions): ExportedFiles {
  return toPlatform(R2, policy, options, ({ origins, methods, headers, exposed, maxAge }) => ({
    rules: [{ allowed: { origins, methods, headers }, exposeHeaders: exposed, maxAgeSeconds: maxAge }],
  }))
}
