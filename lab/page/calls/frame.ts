import type { Outcome } from '../../calls/call.ts'
import { type Dispatch, PATIENCE } from './send.ts'

/** Makes a call from a sandboxed frame. Its origin is opaque, so its requests have `Origin: null`. */
export async function sendFromSandbox(request: Dispatch): Promise<Outcome> {
  const frame = document.createElement('iframe')
  frame.setAttribute('sandbox', 'allow-scripts')
  frame.title = 'A frame without an origin'
  frame.hidden = true
  frame.src = '/sandbox'
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve))
  document.body.append(frame)
  try {
    await loaded
    const { port1, port2 } = new MessageChannel()
    const answer = new Promise<Outcome>((resolve) => {
      port1.addEventListener('message', ({ data }: MessageEvent<Outcome>) => resolve(data))
      port1.start()
      // Its script may not have loaded.
      setTimeout(() => resolve({ kind: 'refused', error: 'The frame does not answer' }), PATIENCE)
    })
    // `*`, because no other target origin matches an opaque origin.
    frame.contentWindow?.postMessage(request, '*', [port2])
    return await answer
  } finally {
    frame.remove()
  }
}
