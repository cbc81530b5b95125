import type { PresetName } from '../../../src/presets/index.ts'

/** The program of the clients of each preset, and its server, in the folders `clients` and `servers`. */
export const PROTOCOLS: Readonly<Record<PresetName, readonly [client: string, server: string]>> = {
  mcp: ['mcp', 'mcp'],
  'tracing.w3c': ['tracing-w3c', 'tracing'],
  'tracing.sentry': ['tracing-sentry', 'tracing'],
  'tracing.datadog': ['tracing-datadog', 'tracing'],
  supabase: ['supabase', 'supabase'],
  connect: ['connect', 'connect'],
  grpcWeb: ['grpc-web', 'connect'],
  graphql: ['graphql', 'graphql'],
  tus: ['tus', 'tus'],
  s3: ['s3', 's3'],
}
