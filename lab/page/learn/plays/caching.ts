import { DEFAULT_SCENE, type Scene } from '../../scene/scene.ts'
import { playScene } from '../call.ts'
import type { Played } from '../idea.ts'
import { spansOf } from '../preflight-span.ts'

const PAGE = 'https://app.example.com'
const DAY = 86_400

export async function playCaching(value: string): Promise<Played> {
  const allowed = `Access-Control-Allow-Origin: ${PAGE}`
  const maxAge = value === 'none' ? '' : `\nAccess-Control-Max-Age: ${value}`
  const scene: Scene = {
    ...DEFAULT_SCENE,
    page: PAGE,
    url: 'https://api.example.com/users/7',
    method: 'PUT',
    preflight: `204\n${allowed}\nAccess-Control-Allow-Methods: PUT${maxAge}`,
    response: `200\n${allowed}`,
  }
  const spans = await spansOf(scene)
  return {
    calls: [await playScene(scene)],
    answer: spans.every(({ seconds }) => seconds >= DAY),
    scene,
    spans,
    note: 'Caches between browser and server keep responses as well. A response that depends on the origin of the page needs `Vary: Origin`, so that no cache hands it to another page.',
  }
}
