import { FIELDS, type Scene } from './scene.ts'

/** What a call is about. The other fields choose what is shown of it, and change nothing that happens. */
export const CALL_FIELDS: readonly (keyof Scene)[] = FIELDS.slice(0, FIELDS.indexOf('before'))

/** Whether two scenes are about the same call, with the same server. */
export function isSameCall(one: Scene, other: Scene): boolean {
  return CALL_FIELDS.every((name) => one[name] === other[name])
}

/** A scene with the call of another one, and all else as it was. */
export function withCall(scene: Scene, call: Scene): Scene {
  return { ...scene, ...Object.fromEntries(CALL_FIELDS.map((name) => [name, call[name]])) }
}
