import { ENGINES, type Problem, type Result } from '../model/run.ts'

export interface Headline {
  readonly state: 'good' | 'bad' | 'hidden'
  readonly text: string
}

/** The verdict in a few words. */
export function headlineOf(outcome: Result | Problem): Headline {
  if ('message' in outcome) return { state: 'bad', text: 'This cannot be played yet' }
  const { verdict } = outcome.explanation
  if (verdict.readable) return { state: 'good', text: 'The page can read it' }
  if (!verdict.code) return { state: 'hidden', text: 'Sent, but unreadable' }
  const isAgreed = ENGINES.every((engine) => !outcome.engines[engine].explanation.verdict.readable)
  return { state: 'bad', text: isAgreed ? 'Blocked' : 'Blocked by the standard' }
}
