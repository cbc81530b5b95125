import type { CorsPolicy } from '../server/cors-policy.ts'
import type { ExportedFiles } from './exported-files.ts'
import type { ExportOptions } from './export-options.ts'
import { type Platform, toPlatform } from './platform.ts'
import { LIST_LIMITS, listed, onlyMethods, REALLY_ANY_HEADER } from './platform-limits.ts'

/** The origins that the schema of `allowOrigins` takes, without its wildcards. */
const ORIGIN = /^https?:\/\/[a-z\d.-]+(:\d+)?$/

const GATEWAY_API: Platform = {
  target: 'gateway-api',
  reader: 'toGatewayApi()',
  limits: () => [
    ...LIST_LIMITS,
    REALLY_ANY_HEADER,
    {
      code: 'export-origin-pattern',
      option: 'origin',
      message:
        'The filter takes only http: and https: origins of letters, digits, "-" and ".". Leave out the others, or mount the policy in front of the application',
      applies: (options) => listed(options).some((origin) => !origin.includes('*') && !ORIGIN.test(origin)),
    },
    onlyMethods(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', '*']),
    {
      code: 'export-max-age',
      option: 'maxAge',
      message: 'The filter takes a time of 1 second or more. Set maxAge to 1, or leave it out for 5 seconds',
      applies: ({ maxAge }) => maxAge === 0,
    },
    {
      code: 'export-too-many-origins',
      option: 'origin',
      message: 'The filter takes at most 64 origins. List fewer, or export to Envoy',
      applies: (options) => listed(options).length > 64,
    },
    {
      code: 'export-too-many-headers',
      option: 'allowHeaders',
      message: 'The filter takes at most 64 names in allowHeaders, and in exposeHeaders. List fewer names',
      applies: ({ allowHeaders, exposeHeaders }) => allowHeaders.length > 64 || exposeHeaders.length > 64,
    },
  ],
}

/**
 * Writes a policy as a filter of an HTTPRoute in the Gateway API of Kubernetes. The JSON is YAML as well, and belongs
 * into `filters` of a rule.
 *
 * @throws {ExportError} with everything in the policy that the filter cannot do
 * @throws {PolicyError} with every problem of the options
 * @example
 * ```ts
 * import { cors } from 'corsage'
 * import { toGatewayApi } from 'corsage/export'
 *
 * const policy = cors({ origin: ['https://app.example.com'], credentials: true, maxAge: 600 })
 * console.log(toGatewayApi(policy, { name: 'shop' }).files['shop.gateway-api.json'])
 * ```
 */
export function toGatewayApi(policy: CorsPolicy, options?: ExportOptions): ExportedFiles {
  return toPlatform(
    GATEWAY_API,
    policy,
    options,
    ({ origins, methods, headers, exposed, maxAge, credentials }) => ({
      type: 'CORS',
      cors: {
        allowOrigins: origins,
        // Version 1.3 takes only true.
        allowCredentials: credentials || undefined,
        allowMethods: methods,
        allowHeaders: headers,
        exposeHeaders: exposed,
        maxAge,
      },
    }),
    () => [
      {
        code: 'gateway-api-application',
        message:
          'Implementations differ in what they do with CORS headers of the application. Let the application send none.',
      },
    ],
  )
}
