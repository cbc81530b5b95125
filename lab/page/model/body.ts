import { MAX_LENGTH, type Scene } from '../scene/scene.ts'
import { TextProblem } from './header-lines.ts'

/** The most bytes of a body. The rules of browsers about lengths end at 65,536. */
const MAX_BYTES = 1_000_000

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

/** A body as a scene has it. One that is too long for a link becomes its length. */
export function bodyFields(body: BodyInit | null | undefined): Pick<Scene, 'body' | 'bodyAs'> {
  if (body instanceof ReadableStream) return { body: 'a stream', bodyAs: 'stream' }
  if (typeof body !== 'string') return { body: '', bodyAs: 'text' }
  if (body.length <= MAX_LENGTH) return { body, bodyAs: 'text' }
  const { length } = new TextEncoder().encode(body)
  return { body: String(Math.min(length, MAX_BYTES)), bodyAs: 'bytes' }
}

/** The members of the second argument of `fetch()` that make the body, as code. */
export function bodyCode({ body, bodyAs }: Scene): string[] {
  if (!body) return []
  if (bodyAs === 'text') return [`  body: ${JSON.stringify(body)},`]
  if (bodyAs === 'bytes') return [`  body: new Uint8Array(${body.trim()}),`]
  return [`  body: new Response(${JSON.stringify(body)}).body,`, `  duplex: 'half',`]
}
