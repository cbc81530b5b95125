import { useEffect, useState } from 'preact/hooks'
import { part } from '../part.ts'
import type { Idea, Played } from './idea.ts'

type Stage = typeof import('./stage.ts')

/** The model loads while the visitor reads. */
const stage: Promise<Stage> = part(import('./stage.ts'))

/** The scene as it was played last. */
export interface Playing {
  readonly idea: Idea
  readonly value: string
  readonly played?: Played
  /** Shows what was played. */
  readonly Outcome: Stage['Outcome']
  /** The scene before the visitor's last change. */
  readonly before: Played | undefined
  /** Why it cannot be played. */
  readonly problem?: string
}

/** Milliseconds without a key before the scene is played again. */
const PAUSE = 120

/** Plays the scene of an idea. While it plays, the last one stays, so that nothing jumps. */
export function usePlayed(idea: Idea, value: string): Playing | undefined {
  const [playing, setPlaying] = useState<Playing>()
  useEffect(() => {
    let isOld = false
    const isTyped = playing?.idea === idea && idea.control.kind === 'text'
    const timer = setTimeout(
      async () => {
        const { play, Outcome } = await stage
        const played = await play(idea, value).catch((error: unknown) =>
          error instanceof Error ? error.message : String(error),
        )
        if (isOld) return
        setPlaying((last) => {
          const before = last?.idea === idea ? (last.played ?? last.before) : undefined
          return { idea, value, Outcome, before, ...(typeof played === 'string' ? { problem: played } : { played }) }
        })
      },
      isTyped ? PAUSE : 0,
    )
    return () => {
      isOld = true
      clearTimeout(timer)
    }
  }, [idea, value])
  return playing?.idea === idea ? playing : undefined
}
