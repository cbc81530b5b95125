import type { Explanation, Fix } from '../../../src/explain/index.ts'
import type { Scene } from '../scene/scene.ts'
import { part } from '../part.ts'
import { fixCall } from './fix-call.ts'
import { fixServer } from './fix-server.ts'

/** Makes the scene with a fix; missing if the fix is about nothing that the scene has. */
export function applyFix(scene: Scene, fix: Fix, explanation: Explanation): (() => Scene | Promise<Scene>) | undefined {
  const { change, options } = fix
  if (options) return async () => (await part(import('./policy.ts'))).changePolicy(scene, options)
  if (fix.part === 'page' && scene.by === 'policy') {
    return async () => (await part(import('./policy.ts'))).openPage(scene, fix.value)
  }
  const fixed = (change === 'call' ? fixCall : fixServer)(scene, fix, explanation)
  return fixed && (() => fixed)
}
