/** A server or a platform that `corsage/export` writes configuration for. */
export interface Target {
  /** How people call it. */
  readonly title: string
  /** The function of `corsage/export`: `toNginx`. */
  readonly emitter: string
  /** The flags that only some targets have, and the options that they set. */
  readonly flags?: Readonly<Record<string, string>>
  /** Whether it takes the result of `routes()`. */
  readonly takesTables?: true
}

/** The targets, by the names that `--to` takes. A test compares them with the functions of `corsage/export`. */
export const TARGETS: Readonly<Record<string, Target>> = {
  nginx: { title: 'nginx', emitter: 'toNginx', flags: { 'headers-more': 'headersMore' }, takesTables: true },
  haproxy: { title: 'HAProxy', emitter: 'toHaproxy', takesTables: true },
  caddy: { title: 'Caddy', emitter: 'toCaddy', takesTables: true },
  apache: { title: 'Apache', emitter: 'toApache', flags: { dbm: 'dbm' }, takesTables: true },
  envoy: { title: 'Envoy', emitter: 'toEnvoy' },
  'gateway-api': { title: 'Gateway API of Kubernetes', emitter: 'toGatewayApi' },
  'api-gateway': { title: 'API Gateway of AWS', emitter: 'toApiGateway' },
  s3: { title: 'Amazon S3', emitter: 'toS3' },
  r2: { title: 'Cloudflare R2', emitter: 'toR2' },
  gcs: { title: 'Google Cloud Storage', emitter: 'toGcs' },
  'azure-blob': { title: 'Azure Blob Storage', emitter: 'toAzureBlob' },
}
