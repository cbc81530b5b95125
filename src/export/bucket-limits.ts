import type { PolicyJSON } from '../policy/options.ts'
import type { Limit } from './plan.ts'
import { LIST_LIMITS, listed, NO_ANY_EXPOSED, onlyMethods } from './platform-limits.ts'

/** What the rules of Amazon S3 cannot say, which Cloudflare R2 has taken over. */
export function bucketLimits(): readonly Limit[] {
  return [
    ...LIST_LIMITS,
    onlyMethods(['GET', 'HEAD', 'POST', 'PUT', 'DELETE']),
    NO_ANY_EXPOSED,
    {
      code: 'export-too-many-origins',
      option: 'origin',
      message:
        'The configuration would be larger than 64 KB. List fewer origins, or mount the policy in front of the bucket',
      applies: (options) => bytesOf(options) > 65_536,
    },
  ]
}

/** The size of the XML document: the names with a tag before and after each, and a kilobyte for the rest. */
function bytesOf(options: PolicyJSON): number {
  const names = [...listed(options), ...options.allowHeaders, ...options.exposeHeaders]
  return 1024 + names.reduce((sum, name) => sum + name.length + '<AllowedOrigin></AllowedOrigin>'.length, 0)
}
