import { startRuntime } from '../support/process.ts'
import { listen, type Running } from '../support/upstream.ts'

/** Serves a build by React Router's own server. It prints the port that it was given, so 0 would not do. */
export async function serve(path: string): Promise<Running> {
  const free = await listen(() => {})
  await free.stop()
  const variables = { HOST: '127.0.0.1', PORT: new URL(free.origin).port }
  const { stop } = await startRuntime('react-router-serve', ['build/server/index.js'], variables, path)
  return { origin: free.origin, stop }
}
