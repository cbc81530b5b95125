/** A server or a platform that `corsage/export` writes configuration for. */
export interface Target {
  /** The function of `corsage/export`: `toNginx`. */
  readonly emitter: string
  /** The flags that only some targets have, and the options that they set. */
  readonly flags?: Readonly<Record<string, string>>
  /** Whether it takes the result of `routes()`. */
  readonly takesTables?: true
}

/** The targets, by the names that `--to` takes. A test compares them with the functions of `corsage/export`. */
export const TARGETS: Readonly<Record<string, Target>> = {
  nginx: { emitter: 'toNginx', flags: { 'headers-more': 'headersMore' }, takesTables: true },
  haproxy: { emitter: 'toHaproxy', takesTables: true },
  caddy: { emitter: 'toCaddy', takesTables: true },
  apache: { emitter: 'toApache', flags: { dbm: 'dbm' }, takesTables: true },
  envoy: { emitter: 'toEnvoy' },
  'gateway-api': { emitter: 'toGatewayApi' },
  'api-gateway': { emitter: 'toApiGateway' },
  s3: { emitter: 'toS3' },
  r2: { emitter: 'toR2' },
  gcs: { emitter: 'toGcs' },
  'azure-blob': { emitter: 'toAzureBlob' },
}
