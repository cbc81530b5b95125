import type { CorsPolicy } from '../server/cors-policy.ts'
import type { ExportedFiles } from './exported-files.ts'
import type { ExportOptions } from './export-options.ts'
import { type Platform, toPlatform } from './platform.ts'
import { LIST_LIMITS, onlyMethods, REALLY_ANY_HEADER } from './platform-limits.ts'

const API_GATEWAY: Platform = {
  target: 'api-gateway',
  reader: 'toApiGateway()',
  limits: () => [
    ...LIST_LIMITS,
    REALLY_ANY_HEADER,
    onlyMethods(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', '*']),
  ],
}

/**
 * Writes a policy as the CORS configuration of an HTTP API in Amazon API Gateway, for
 * `aws apigatewayv2 update-api --cors-configuration`.
 *
 * @throws {ExportError} with everything in the policy that API Gateway cannot do
 * @throws {PolicyError} with every problem of the options
 * @example
 * ```ts
 * import { cors } from 'corsage'
 * import { toApiGateway } from 'corsage/export'
 *
 * const policy = cors({ origin: ['https://app.example.com'], credentials: true, allowHeaders: ['authorization'] })
 * console.log(toApiGateway(policy, { name: 'shop' }).files['shop.api-gateway.json'])
 * ```
 */
export function toApiGateway(policy: CorsPolicy, options?: ExportOptions): ExportedFiles {
  return toPlatform(API_GATEWAY, policy, options, ({ origins, methods, headers, exposed, maxAge, credentials }) => ({
    AllowOrigins: origins,
    AllowMethods: methods,
    AllowHeaders: headers,
    ExposeHeaders: exposed,
    MaxAge: maxAge,
    AllowCredentials: credentials,
  }))
}
