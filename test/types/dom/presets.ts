/** Presets are lists for the options of `cors()`. */
import { cors, type SyncCorsPolicy } from 'corsage'
import { combine, mcp, type Preset, presets, tracing } from 'corsage/presets'

const origin = ['https://app.example.com']

export const spread: SyncCorsPolicy = cors({ origin, ...mcp })
export const withMore: SyncCorsPolicy = cors({ origin, credentials: true, ...mcp, maxAge: 7200 })
export const joined: SyncCorsPolicy = cors({ origin, ...combine(mcp, tracing.w3c, { allowHeaders: ['x-mine'] }) })
export const literal: SyncCorsPolicy = cors({ origin: ['https://app.example.com'], ...mcp })
export const preset: Preset = presets['tracing.w3c'].preset

// @ts-expect-error: the headers of the preset would replace these
cors({ origin, allowHeaders: ['x-mine'], ...mcp })
// @ts-expect-error: a policy has one of the three, and not all
cors({ origin, ...tracing }).decide(new Request(''))
// @ts-expect-error: presets are shared by all policies
mcp.allowHeaders.push('x-mine')
// @ts-expect-error: an origin is not a part of a preset
combine(mcp, { origin })
// @ts-expect-error: a list of methods, not one
combine(mcp, { allowMethods: 'PUT' })
// @ts-expect-error: no preset has this name
presets['tracing'].preset.allowHeaders?.at(0)
