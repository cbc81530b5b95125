import { runTool, startRuntime } from './process.ts'
import type { Running } from './upstream.ts'

/** Builds a project of Next.js, and starts the build as in production. */
export async function startNext(path: string): Promise<Running> {
  await runTool('next', ['build'], path)
  return startRuntime('next', ['start', '-H', '127.0.0.1', '-p', '0'], {}, path)
}
