/** The body of a response: all bytes at once, or a stream of them. */
export type Body = Uint8Array | ReadableStream<Uint8Array>

/** Cancels a body that nobody is going to read, so that the producer of a stream can stop. */
export function discard(body: Body | null | undefined): void {
  // Nothing depends on the cancellation, so nobody waits for it or handles its error.
  if (body instanceof ReadableStream && !body.locked) void body.cancel().catch(() => undefined)
}
