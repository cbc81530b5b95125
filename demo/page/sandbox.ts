import { type Dispatch, send } from './send.ts'

/** Runs in the sandboxed frame: makes the call that it is handed, and answers through the port that comes with it. */
addEventListener('message', async ({ source, data, ports: [port] }: MessageEvent<Dispatch>) => {
  if (source === parent) port?.postMessage(await send(data))
})
