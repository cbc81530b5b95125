import { applyFix } from '../../lab/page/model/fix.ts'
import { type Result, run } from '../../lab/page/model/run.ts'
import type { Scene } from '../../lab/page/scene/scene.ts'

export async function resultOf(scene: Scene): Promise<Result> {
  const outcome = await run(scene)
  if ('message' in outcome) throw new Error(outcome.message)
  return outcome
}

/**
 * What each fix of a scene leads to: `ok` if the page can read the response then, the code of the next failure, or `opaque`.
 */
export async function tryAll(scene: Scene): Promise<string[]> {
  const { explanation } = await resultOf(scene)
  const ends: string[] = []
  for (const fix of explanation.fixes) {
    const fixed = applyFix(scene, fix, explanation)
    // oxlint-disable-next-line no-await-in-loop
    const end = fixed && (await resultOf(await fixed())).explanation.verdict
    ends.push(end ? (end.readable ? 'ok' : (end.code ?? 'opaque')) : `nothing to try for ${fix.value}`)
  }
  return ends
}
