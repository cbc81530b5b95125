import { expect, test } from 'vitest'
import { timelineOf } from '../../lab/page/model/cache.ts'
import { DEFAULT_SCENE, type Scene } from '../../lab/page/scene/scene.ts'

const REMEMBERED: Scene = {
  ...DEFAULT_SCENE,
  method: 'PUT',
  preflight: '204\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Methods: PUT\nAccess-Control-Max-Age: 60',
  response: '200\nAccess-Control-Allow-Origin: *',
}
const ASKS_FROM_A_MINUTE_ON = [false, false, false, ...Array<boolean>(10).fill(true)]

test.each<[string, Partial<Scene>, readonly boolean[] | undefined]>([
  ['without a preflight', { method: 'GET' }, undefined],
  ['with one that is remembered', {}, ASKS_FROM_A_MINUTE_ON],
  ['with a stream, which can be read only once', { body: 'x', bodyAs: 'stream' }, ASKS_FROM_A_MINUTE_ON],
  ['with one that is refused', { method: 'DELETE' }, Array<boolean>(13).fill(true)],
])('a call %s', async (_, changes, asks) => {
  expect(await timelineOf({ ...REMEMBERED, ...changes })).toEqual(
    asks && { chromium: asks, firefox: asks, webkit: asks },
  )
})
