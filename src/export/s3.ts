import type { CorsPolicy } from '../server/cors-policy.ts'
import type { ExportedFiles } from './exported-files.ts'
import type { ExportOptions } from './export-options.ts'
import { type Platform, toPlatform } from './platform.ts'
import { ALWAYS_CREDENTIALS, REALLY_ANY_HEADER } from './platform-limits.ts'
import { bucketLimits } from './bucket-limits.ts'

const S3: Platform = {
  target: 's3',
  reader: 'toS3()',
  limits: () => [...bucketLimits(), ALWAYS_CREDENTIALS, REALLY_ANY_HEADER],
}

/**
 * Writes a policy as the CORS configuration of a bucket in Amazon S3, for
 * `aws s3api put-bucket-cors --cors-configuration`.
 *
 * @throws {ExportError} with everything in the policy that S3 cannot do
 * @throws {PolicyError} with every problem of the options
 * @example
 * ```ts
 * import { cors } from 'corsage'
 * import { toS3 } from 'corsage/export'
 *
 * const policy = cors({ origin: ['https://app.example.com'], credentials: true, allowMethods: ['PUT'] })
 * console.log(toS3(policy, { name: 'photos' }).files['photos.s3.json'])
 * ```
 */
export function toS3(policy: CorsPolicy, options?: ExportOptions): ExportedFiles {
  return toPlatform(S3, policy, options, ({ origins, methods, headers, exposed, maxAge }) => ({
    CORSRules: [
      {
        AllowedOrigins: origins,
        AllowedMethods: methods,
        AllowedHeaders: headers,
        ExposeHeaders: exposed,
        MaxAgeSeconds: maxAge,
      },
    ],
  }))
}
