import type { VNode } from 'preact'
import type { Result } from '../model/run.ts'
import type { Scene } from '../scene/scene.ts'
import { Fixes } from './fixes.tsx'
import { Late } from './late.tsx'
import { Verdict } from './verdict.tsx'

interface ViewProps {
  readonly result: Result
  readonly scene: Scene
  readonly onChange: (scene: Scene) => void
}

/** Everything about a call: the verdict first, and then what a stuck person needs in this order. */
export function View({ result, scene, onChange }: ViewProps): VNode {
  const { explanation } = result
  return (
    <>
      <Verdict result={result} />
      <Fixes explanation={explanation} scene={scene} onChange={onChange} />
      <Late result={result} scene={scene} />
    </>
  )
}
