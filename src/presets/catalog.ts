import { CONNECT_FACTS, GRPC_WEB_FACTS } from './connect.ts'
import { GRAPHQL_FACTS } from './graphql.ts'
import { MCP_FACTS } from './mcp.ts'
import { freeze, type PresetFacts } from './preset.ts'
import { S3_FACTS } from './s3.ts'
import { SUPABASE_FACTS } from './supabase.ts'
import { DATADOG_FACTS, SENTRY_FACTS, W3C_FACTS } from './tracing.ts'
import { TUS_FACTS } from './tus.ts'

/** The names of the presets, as programs write them. */
export type PresetName =
  | 'mcp'
  | 'tracing.w3c'
  | 'tracing.sentry'
  | 'tracing.datadog'
  | 'supabase'
  | 'connect'
  | 'grpcWeb'
  | 'graphql'
  | 'tus'
  | 's3'

/**
 * All presets, each with its protocol, version and source, and with what it does not cover. For tools and tests: a
 * policy needs only the preset itself.
 *
 * @example
 * ```ts
 * import { presets } from 'corsage/presets'
 *
 * console.log(presets.tus.version) // 1.0.0
 * ```
 */
export const presets: Readonly<Record<PresetName, PresetFacts>> = /* @__PURE__ */ freeze({
  mcp: MCP_FACTS,
  'tracing.w3c': W3C_FACTS,
  'tracing.sentry': SENTRY_FACTS,
  'tracing.datadog': DATADOG_FACTS,
  supabase: SUPABASE_FACTS,
  connect: CONNECT_FACTS,
  grpcWeb: GRPC_WEB_FACTS,
  graphql: GRAPHQL_FACTS,
  tus: TUS_FACTS,
  s3: S3_FACTS,
})
