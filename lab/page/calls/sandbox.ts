import { type Dispatch, send } from './send.ts'

/** Runs in the sandboxed frame. It makes the call that the page sends, and answers through the port in the message. */
addEventListener('message', async ({ source, data, ports: [port] }: MessageEvent<Dispatch>) => {
  if (source === parent) port?.postMessage(await send(data))
})
