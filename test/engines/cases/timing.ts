import type { CorsOptions } from '../../../src/index.ts'
import { type Answer, type Call, type Case, HERE, single, STAR } from '../case.ts'

const TIMING = 'Timing-Allow-Origin'

/** Policies that let the page time its calls, and policies that do not. */
const POLICIES: readonly (readonly [string, CorsOptions])[] = [
  ['a listed page', { origin: ['{page}', '{other}'], timingAllowOrigin: true }],
  ['a listed page with credentials', { origin: ['{page}'], credentials: true, timingAllowOrigin: true }],
  ['any page', { origin: '*', timingAllowOrigin: true }],
  ['a listed page without the option', { origin: ['{page}'] }],
  ['any page without the option', { origin: '*' }],
]

const put: Call = { method: 'PUT', timing: true }
const own: Answer = { headers: [[TIMING, '*']] }

/**
 * Which calls a page may time: the TAO check (https://fetch.spec.whatwg.org/#concept-tao-check). Not in mode `no-cors`,
 * where Chromium writes no record before the response is collected: timing.test.ts loads images.
 */
export const TIMING_CASES: readonly Case[] = [
  ...POLICIES.flatMap(([who, policy]) => [
    single(`timing of ${who}`, { timing: true }, { policy }),
    single(`timing of ${who}, after a preflight`, put, { policy: { ...policy, allowMethods: ['PUT'] } }),
    single(`timing of ${who}, with status 404`, { timing: true }, { policy, actual: { status: 404 } }),
    single(`timing of ${who}, where the application allows it`, { timing: true }, { policy, actual: own }),
  ]),
  single(
    'timing with credentials',
    { credentials: 'include', timing: true },
    { policy: { origin: ['{page}'], credentials: true, timingAllowOrigin: true } },
  ),
  ...[true, false].map((timingAllowOrigin): Case => {
    const policy = { origin: [], dangerouslyAllowNullOrigin: true, timingAllowOrigin }
    const name = `a sandboxed page times a call ${timingAllowOrigin ? 'with' : 'without'} the option`
    return { name, isSandboxed: true, calls: [{ timing: true }], resources: { [HERE]: { policy } } }
  }),
  {
    name: 'timing after a redirect that may be timed',
    calls: [{ timing: true }],
    resources: {
      [HERE]: {
        policy: { origin: '*', timingAllowOrigin: true },
        actual: { status: 302, headers: [['Location', '{api/next}']] },
      },
      'api/next': { policy: { origin: '*', timingAllowOrigin: true } },
    },
  },
  {
    name: 'timing after a redirect that may not be timed',
    calls: [{ timing: true }],
    resources: {
      [HERE]: { actual: { status: 302, headers: [...STAR, ['Location', '{api/next}']] } },
      'api/next': { policy: { origin: '*', timingAllowOrigin: true } },
    },
  },
]
