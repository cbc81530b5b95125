import { MAX_LENGTH, type Scene } from '../scene/scene.ts'
import { MAX_BYTES } from './body.ts'

/** A body as a scene has it. One that is too long for a link becomes its length. */
export function bodyFields(body: BodyInit | null | undefined): Pick<Scene, 'body' | 'bodyAs'> {
  if (body instanceof ReadableStream) return { body: 'a stream', bodyAs: 'stream' }
  if (typeof body !== 'string') return { body: '', bodyAs: 'text' }
  if (body.length <= MAX_LENGTH) return { body, bodyAs: 'text' }
  const { length } = new TextEncoder().encode(body)
  return { body: String(Math.min(length, MAX_BYTES)), bodyAs: 'bytes' }
}
