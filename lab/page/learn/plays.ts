import { part } from '../part.ts'
import type { Idea, Played } from './idea.ts'
import { playCaching } from './plays/caching.ts'
import { playCredentials } from './plays/credentials.ts'
import { playForms } from './plays/forms.ts'
import { playPreflight } from './plays/preflight.ts'
import { playSameOrigin } from './plays/same-origin.ts'

/** Most visitors never get here, so that policies, guards and scripts load when they are needed. */
const withPolicy = (): Promise<typeof import('./plays/with-policy.ts')> => part(import('./plays/with-policy.ts'))

const PLAYS: Readonly<Record<string, (value: string) => Promise<Played>>> = {
  'same-origin': playSameOrigin,
  forms: playForms,
  preflight: playPreflight,
  credentials: playCredentials,
  caching: playCaching,
  csrf: async (value) => (await withPolicy()).playCsrf(value),
  jsonp: async (value) => (await withPolicy()).playJsonp(value),
}

/** Plays the scene of an idea in the simulated browser. */
export async function play({ id }: Pick<Idea, 'id'>, value: string): Promise<Played> {
  return PLAYS[id]!(value)
}
