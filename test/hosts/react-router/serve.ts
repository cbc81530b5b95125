import { replaceOnce } from '../support/page.ts'
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

/** How a server on the page starts. */
export const LISTEN = `app.listen(process.env['PORT'] ?? 3000)`

/** Lets a server choose its port, and say where it listens. */
export function listenAnywhere(program: string): string {
  const print = `console.log('http://127.0.0.1:' + (server.address() as { readonly port: number }).port)`
  return replaceOnce(program, LISTEN, `const server = app.listen(0, '127.0.0.1', () => ${print})`)
}
