import { Buffer } from 'node:buffer'
import type { Readable } from 'node:stream'

/**
 * Reads a body to its end, to the limit, or to the deadline. Headers decide what a page may do, so a body that is too
 * long or too slow is cut, and is not a failure.
 */
export function readBody(
  stream: Readable,
  limit: number,
  signal: AbortSignal,
): Promise<{ readonly body: Uint8Array; readonly isCut: boolean }> {
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = []
    let size = 0
    const finish = (isCut: boolean): void => {
      resolve({ body: Buffer.concat(chunks).subarray(0, limit), isCut })
      stream.destroy()
    }
    if (!limit || signal.aborted) return finish(true)
    signal.addEventListener('abort', () => finish(true), { once: true })
    stream.on('data', (chunk: Uint8Array) => {
      chunks.push(chunk)
      size += chunk.length
      if (size > limit) finish(true)
    })
    stream.on('end', () => finish(false))
    stream.on('error', () => finish(true))
    stream.on('close', () => finish(true))
  })
}
