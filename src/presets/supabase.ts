import { freeze, type PresetFacts, type PresetWith } from './preset.ts'

/**
 * Pages that use supabase-js with a Supabase of your own: tables, functions, storage and sign-in. `GET` covers `HEAD`.
 *
 * Not covered: realtime, resumable uploads, and query plans. See `presets.supabase.notCovered`.
 *
 * @see https://github.com/supabase/supabase-js/blob/master/packages/core/supabase-js/src/cors.ts
 */
export const supabase: PresetWith<'allowMethods' | 'allowHeaders' | 'exposeHeaders'> = /* @__PURE__ */ freeze({
  allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
  allowHeaders: [
    'accept-profile',
    'apikey',
    'authorization',
    'cache-control',
    'content-encoding',
    'content-profile',
    'content-type',
    'prefer',
    'x-client-info',
    'x-metadata',
    'x-region',
    'x-retry-count',
    'x-supabase-api-version',
    'x-upsert',
  ],
  exposeHeaders: ['content-range', 'retry-after', 'x-relay-error', 'x-supabase-api-version'],
})

export const SUPABASE_FACTS: PresetFacts = {
  preset: supabase,
  protocol: 'Supabase',
  version: '@supabase/supabase-js 2',
  source: 'https://github.com/supabase/supabase-js/blob/master/packages/core/supabase-js/src/cors.ts',
  clients: ['@supabase/supabase-js'],
  notCovered: [
    'Realtime is a WebSocket, to which CORS does not apply. Its server has to check `Origin`.',
    'An Edge Function by itself needs less: `apikey`, `authorization`, `content-type`, `x-client-info`, and `x-region` if pages choose a region.',
    'Resumable uploads to Storage use tus. Add that preset.',
    'The option `tracePropagation` sends the headers of `tracing.w3c`. Add that preset.',
    '`explain()` of a query sends a value of `Accept` that needs a preflight. Add `accept`.',
    '`auth.admin` also reads `link` and `x-total-count`, but it needs a secret key, which no page may have.',
  ],
}
