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

/** The members of the second argument of `fetch()` that make the body, as code. */
export function bodyCode({ body, bodyAs }: Scene): string[] {
  if (!body) return []
  if (bodyAs === 'text') return [`  body: ${JSON.stringify(body)},`]
  if (bodyAs === 'bytes') return [`  body: new Uint8Array(${body.trim()}),`]
  return [`  body: new Response(${JSON.stringify(body)}).body,`, `  duplex: 'half',`]
}
