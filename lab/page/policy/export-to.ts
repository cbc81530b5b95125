import { TARGETS } from '../../../src/cli/commands/export-targets.ts'
import type { ExportedFiles, ExportError, ExportIssue } from '../../../src/export/index.ts'
import type { CorsPolicy } from '../../../src/index.ts'
import { part } from '../part.ts'

/** The configuration for a target, or why there is none. */
export interface Exported extends ExportedFiles {
  readonly issues: readonly ExportIssue[]
}

type Emitter = (policy: CorsPolicy, options: Readonly<Record<string, boolean>>) => ExportedFiles

/** What writes for each target. A visitor chooses one, so that each loads alone. */
export const EMITTERS: Readonly<Record<string, () => Promise<Emitter>>> = {
  toNginx: async () => (await import('../../../src/export/nginx/nginx.ts')).toNginx,
  toHaproxy: async () => (await import('../../../src/export/haproxy/haproxy.ts')).toHaproxy,
  toCaddy: async () => (await import('../../../src/export/caddy/caddy.ts')).toCaddy,
  toApache: async () => (await import('../../../src/export/apache/apache.ts')).toApache,
  toEnvoy: async () => (await import('../../../src/export/envoy.ts')).toEnvoy,
  toGatewayApi: async () => (await import('../../../src/export/gateway-api.ts')).toGatewayApi,
  toApiGateway: async () => (await import('../../../src/export/api-gateway.ts')).toApiGateway,
  toS3: async () => (await import('../../../src/export/s3.ts')).toS3,
  toR2: async () => (await import('../../../src/export/r2.ts')).toR2,
  toGcs: async () => (await import('../../../src/export/gcs.ts')).toGcs,
  toAzureBlob: async () => (await import('../../../src/export/azure-blob.ts')).toAzureBlob,
}

/** The words for what only some servers have, by the flags of `corsage export`. */
export const EXTRAS: Readonly<Record<string, string>> = {
  'headers-more': 'The server has the module headers-more',
  dbm: 'Look origins up in a database file',
}

/**
 * Writes a policy as the configuration of a server or a platform.
 *
 * @param hasExtra whether the target has what only some of its kind have
 */
export async function exportTo(target: string, policy: CorsPolicy, hasExtra: boolean): Promise<Exported> {
  const { emitter, flags = {} } = TARGETS[target]!
  const options = Object.fromEntries(Object.values(flags).map((name) => [name, hasExtra]))
  const emit = await part(EMITTERS[emitter]!())
  try {
    return { ...emit(policy, options), issues: [] }
  } catch (error) {
    if (!isExportError(error)) throw error
    return { files: {}, notes: [], issues: error.issues }
  }
}

/** Not by `instanceof`, because the class loads with the first target. */
function isExportError(error: unknown): error is ExportError {
  return error instanceof Error && error.name === 'ExportError'
}
