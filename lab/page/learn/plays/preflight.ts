import { DEFAULT_SCENE, type Scene } from '../../scene/scene.ts'
import { playScene } from '../call.ts'
import type { Played } from '../idea.ts'
import { ANSWERS } from '../ideas/preflight.ts'

const PAGE = 'https://app.example.com'

export async function playPreflight(value: string): Promise<Played> {
  const { methods } = ANSWERS.find((one) => one.value === value)!
  const allowed = `Access-Control-Allow-Origin: ${PAGE}`
  const scene: Scene = {
    ...DEFAULT_SCENE,
    page: PAGE,
    url: 'https://api.example.com/users/7',
    method: 'PUT',
    preflight: `204\n${allowed}${methods && `\nAccess-Control-Allow-Methods: ${methods}`}`,
    response: `200\n${allowed}`,
  }
  const call = await playScene(scene)
  const effect = { label: 'Users changed', value: String(Number(call.isReached)) }
  return { calls: [call], answer: call.isReached, scene, effect }
}
