import type { PolicyJSON } from '../policy/options.ts'
import type { CorsPolicy } from '../server/cors-policy.ts'
import type { ExportedFiles } from './exported-files.ts'
import type { ExportOptions } from './export-options.ts'
import { type Platform, toPlatform } from './platform.ts'
import { ALWAYS_CREDENTIALS, LIST_LIMITS, listed, onlyMethods, REALLY_ANY_HEADER } from './platform-limits.ts'

const AZURE_BLOB: Platform = {
  target: 'azure-blob',
  reader: 'toAzureBlob()',
  limits: () => [
    ...LIST_LIMITS,
    onlyMethods(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'MERGE']),
    ALWAYS_CREDENTIALS,
    REALLY_ANY_HEADER,
    {
      code: 'export-credentials',
      option: 'credentials',
      message:
        'Azure may allow credentials in preflights from any origin. With origin "*", leave out allowHeaders, and all methods except GET, HEAD and POST',
      applies: ({ origin, allowMethods, allowHeaders }) =>
        origin === '*' &&
        (allowHeaders.length > 0 || !allowMethods.every((method) => /^(GET|HEAD|POST)$/.test(method))),
    },
    {
      code: 'export-max-age',
      option: 'maxAge',
      message: 'Azure needs a time for its rule. Set maxAge',
      applies: ({ maxAge }) => maxAge === undefined,
    },
    {
      code: 'export-too-many-headers',
      option: 'allowHeaders',
      message:
        'Azure takes at most 64 names of headers, of at most 256 characters. List fewer names in allowHeaders and exposeHeaders',
      applies: ({ allowHeaders, exposeHeaders }) =>
        [allowHeaders, exposeHeaders].some((names) => names.length > 64 || names.some(isLong)),
    },
    {
      code: 'export-too-many-origins',
      option: 'origin',
      message:
        'Azure takes 2 KiB of rules, and origins of at most 256 characters. List fewer origins, or mount the policy in front of the account',
      applies: (options) => bytesOf(options) > 2048 || listed(options).some(isLong),
    },
  ],
}

function isLong(name: string): boolean {
  return name.length > 256
}

/** The size of the rule, for which Azure does not count tags. A hundred bytes are for methods and the time. */
function bytesOf(options: PolicyJSON): number {
  return 100 + [...listed(options), ...options.allowHeaders, ...options.exposeHeaders].join().length
}

/**
 * Writes a policy as properties of the Blob service of an Azure storage account, for `setProperties` of
 * `@azure/storage-blob`. They are for all of its containers.
 *
 * @throws {ExportError} with everything in the policy that Azure cannot do
 * @throws {PolicyError} with every problem of the options
 * @example
 * ```ts
 * import { cors } from 'corsage'
 * import { toAzureBlob } from 'corsage/export'
 *
 * const policy = cors({ origin: ['https://app.example.com'], credentials: true, maxAge: 600 })
 * console.log(toAzureBlob(policy, { name: 'photos' }).files['photos.azure-blob.json'])
 * ```
 */
export function toAzureBlob(policy: CorsPolicy, options?: ExportOptions): ExportedFiles {
  return toPlatform(AZURE_BLOB, policy, options, ({ origins, methods, headers = [], exposed = [], maxAge }) => ({
    cors: [
      {
        allowedOrigins: origins.join(),
        allowedMethods: methods.join(),
        allowedHeaders: headers.join(),
        exposedHeaders: exposed.join(),
        maxAgeInSeconds: maxAge,
      },
    ],
  }))
}
