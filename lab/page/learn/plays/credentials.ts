import { DEFAULT_SCENE, type Scene } from '../../scene/scene.ts'
import { playScene } from '../call.ts'
import type { Played } from '../idea.ts'
import { PAGE, PERMISSIONS } from '../ideas/credentials.ts'

export async function playCredentials(value: string): Promise<Played> {
  const { origin, isForCredentials } = PERMISSIONS.find((one) => one.value === value)!
  const scene: Scene = {
    ...DEFAULT_SCENE,
    page: PAGE,
    url: 'https://api.example.com/me',
    credentials: 'include',
    response: `200\nContent-Type: application/json\nAccess-Control-Allow-Origin: ${origin}${isForCredentials ? '\nAccess-Control-Allow-Credentials: true' : ''}`,
  }
  const call = await playScene(scene, ['session=alice; Secure; HttpOnly; SameSite=Lax'])
  return { calls: [call], answer: call.isReadable, scene }
}
