import { installServerRequest } from '../model/run.ts'
import type { Idea, Played } from './idea.ts'
import { playCaching } from './plays/caching.ts'
import { playCredentials } from './plays/credentials.ts'
import { playCsrf } from './plays/csrf.ts'
import { playForms } from './plays/forms.ts'
import { playJsonp } from './plays/jsonp.ts'
import { playPreflight } from './plays/preflight.ts'
import { playSameOrigin } from './plays/same-origin.ts'

installServerRequest()

export { Outcome } from './outcome.tsx'

const PLAYS: Readonly<Record<string, (value: string) => Promise<Played>>> = {
  'same-origin': playSameOrigin,
  forms: playForms,
  preflight: playPreflight,
  credentials: playCredentials,
  caching: playCaching,
  csrf: playCsrf,
  jsonp: playJsonp,
}

/** Plays the scene of an idea in the simulated browser. */
export async function play({ id }: Pick<Idea, 'id'>, value: string): Promise<Played> {
  return PLAYS[id]!(value)
}
