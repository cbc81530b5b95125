import type { Rules } from './rule.ts'

/** When each rule applies, in words. Only docs/audit.md is made of them: no bundle holds them. */
export const MAX_AGE_CONDITIONS = {
  'A-02': '`maxAge` is above 300, and `stage` is `"trial"`',
  'A-03': '`maxAge` is above 600',
  'A-04': 'there is no `maxAge`, and `stage` is `"stable"`',
  'A-05':
    '`origin` is a store of [corsage/origins](tenants.md), `maxAge` is longer than its `fresh`, and there is neither `enforce` nor `csrf`',
} as const

/** Rules about the time for which browsers keep a permission. */
export const MAX_AGE_RULES: Rules<keyof typeof MAX_AGE_CONDITIONS> = {
  'A-02': {
    severity: 'low',
    point: 1,
    references: ['Fetch'],
    says: 'Browsers go on using the old permission until maxAge runs out',
    fix: 'Leave maxAge out until you are sure of the policy',
    find: { maxAge: ({ seconds = 0 }, { settings }) => settings.stage === 'trial' && seconds > 300 },
  },
  'A-03': {
    severity: 'info',
    point: 1,
    references: ['Fetch'],
    says: 'Chromium caps maxAge at 7200 seconds, and Safari at 600',
    fix: 'Write maxAge: 600',
    find: { maxAge: ({ seconds = 0 }) => seconds > 600 },
  },
  'A-04': {
    severity: 'info',
    point: 1,
    references: ['Fetch'],
    says: 'Without maxAge, browsers ask again after 5 seconds',
    fix: 'Write maxAge: 600',
    find: { maxAge: ({ seconds }, { settings }) => settings.stage === 'stable' && seconds === undefined },
  },
  'A-05': {
    severity: 'low',
    point: 1,
    references: ['Fetch'],
    says: 'Pages of a revoked origin can read nothing, but may go on sending requests until maxAge runs out',
    fix: 'Write enforce: true, put csrf() before the handler and pass it to audit() as csrf, or lower maxAge',
    find: {
      maxAge: ({ seconds = 0 }, { options, settings, storeFresh }) =>
        storeFresh !== undefined && seconds > storeFresh && !options.enforce && !settings.csrf,
    },
  },
}
