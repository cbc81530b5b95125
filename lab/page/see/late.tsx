import type { FunctionComponent, VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Result } from '../model/run.ts'
import type { Scene } from '../scene/scene.ts'

export interface LateProps {
  readonly result: Result
  readonly scene: Scene
}

/** The lower part, which loads after the verdict, because nobody waits for it. */
export function Late(props: LateProps): VNode {
  const [View, setView] = useState<FunctionComponent<LateProps>>()
  useEffect(() => {
    void import('../late-parts.ts').then(({ Below }) => setView(() => Below))
  }, [])
  return View ? <View {...props} /> : <p class="card">The charts load…</p>
}
