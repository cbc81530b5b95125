import type { Scene } from '../scene/scene.ts'
import { TextProblem } from './header-lines.ts'

/** The most bytes of a body. The rules of browsers about lengths end at 65,536. */
export const MAX_BYTES = 1_000_000

/** The body of the call; a stream is new each time. */
export function bodyOf({ body, bodyAs }: Scene): BodyInit | undefined {
  if (!body) return
  if (bodyAs === 'text') return body
  if (bodyAs === 'stream') return new Response(body).body ?? undefined
  const length = Number(body.trim())
  if (!Number.isInteger(length) || length < 0 || length > MAX_BYTES) {
    throw new TextProblem(`The number of bytes is “${body.slice(0, 60)}”, expected 0 to ${MAX_BYTES}`)
  }
  return new Uint8Array(length)
}
