import { FORBIDDEN_REQUEST_HEADER } from '../fetch/header-classes.ts'
import { SAFELISTED_RESPONSE_HEADER } from '../fetch/safelisted-headers.ts'
import type { PolicyJSON } from '../policy/options.ts'
import type { CorsPolicy } from '../server/cors-policy.ts'
import type { ExportedFiles, ExportNote } from './exported-files.ts'
import type { ExportOptions } from './export-options.ts'
import { type Platform, toPlatform } from './platform.ts'
import { LIST_LIMITS, NO_ANY_EXPOSED, NO_ANY_HEADER, NO_CREDENTIALS, onlyMethods } from './platform-limits.ts'

const GCS: Platform = {
  target: 'gcs',
  reader: 'toGcs()',
  limits: () => [
    ...LIST_LIMITS,
    onlyMethods(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', '*']),
    NO_CREDENTIALS,
    NO_ANY_HEADER,
    NO_ANY_EXPOSED,
    {
      code: 'export-exposed-headers',
      option: 'exposeHeaders',
      message:
        'Cloud Storage has one list for the headers that pages may send and for those that they may read. Give allowHeaders and exposeHeaders the same names, or mount the policy in front of the bucket',
      applies: hasTwoLists,
    },
    {
      code: 'export-max-age',
      option: 'maxAge',
      message: 'Cloud Storage chooses a time if there is none. Set maxAge',
      applies: ({ maxAge }) => maxAge === undefined,
    },
  ],
}

/** Whether one list would allow or expose more. Some names mean nothing in one of the two lists. */
function hasTwoLists({ allowHeaders, exposeHeaders }: PolicyJSON): boolean {
  const [allowed, exposed] = [allowHeaders, exposeHeaders].map((names) => names.map((name) => name.toLowerCase()))
  return (
    !allowed!.every((name) => exposed!.includes(name) || SAFELISTED_RESPONSE_HEADER.test(name)) ||
    !exposed!.every((name) => allowed!.includes(name) || FORBIDDEN_REQUEST_HEADER.test(name))
  )
}

/**
 * Writes a policy as the CORS configuration of a bucket in Google Cloud Storage, for
 * `gcloud storage buckets update --cors-file`.
 *
 * @throws {ExportError} with everything in the policy that Cloud Storage cannot do
 * @throws {PolicyError} with every problem of the options
 * @example
 * ```ts
 * import { cors } from 'corsage'
 * import { toGcs } from 'corsage/export'
 *
 * const policy = cors({ origin: ['https://app.example.com'], allowHeaders: ['content-type'], maxAge: 3600 })
 * console.log(toGcs(policy, { name: 'photos' }).files['photos.gcs.json'])
 * ```
 */
export function toGcs(policy: CorsPolicy, options?: ExportOptions): ExportedFiles {
  return toPlatform(
    GCS,
    policy,
    options,
    ({ origins, methods, headers = [], exposed = [], maxAge }) => {
      const names = [...new Set([...headers, ...exposed.map((name) => name.toLowerCase())])]
      return [
        { origin: origins, method: methods, responseHeader: names.length ? names : undefined, maxAgeSeconds: maxAge },
      ]
    },
    () => [JSON_API],
  )
}

const JSON_API: ExportNote = {
  code: 'gcs-json-api',
  message:
    'The rule is for the XML API: storage.googleapis.com/BUCKET. The JSON API allows every origin, and reads tokens in place of cookies.',
}
