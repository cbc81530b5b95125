import type { FunctionComponent } from 'preact'
import type { Result } from '../model/run.ts'
import { style } from '../part.ts'
import type { Scene } from '../scene/scene.ts'
import { later } from './later.tsx'

export interface LateProps {
  readonly result: Result
  readonly scene: Scene
}

/** The lower part, which loads after the verdict, because nobody waits for it. */
export const Late: FunctionComponent<LateProps> = later(async () => {
  const [{ Below }] = await Promise.all([import('../late-parts.ts'), style('/see/see.css')])
  return Below
}, 'The charts load…')
