import { DEFAULT_SCENE, type Scene } from '../../scene/scene.ts'
import { playScene } from '../call.ts'
import type { Played } from '../idea.ts'
import { compareOrigins } from '../origin-parts.ts'

const PAGE = 'https://shop.example/cart'

export async function playSameOrigin(value: string): Promise<Played> {
  const url = value.trim()
  if (!URL.canParse(url, PAGE)) throw new TypeError('This is not a URL, so there is nothing to fetch.')
  const scene: Scene = { ...DEFAULT_SCENE, page: PAGE, url, response: '200\nContent-Type: application/json' }
  const call = await playScene(scene)
  const parts = compareOrigins(new URL(PAGE), new URL(url, PAGE))
  return { calls: [call], answer: call.isReadable, scene, parts }
}
