import type { TestProject } from 'vitest/node'
import { freePort, startLab } from './lab-process.ts'

/** The port that the README names. */
const DEFAULT_PORT = 8787

declare module 'vitest' {
  interface ProvidedContext {
    /** The lab that runs while the tests do: the URLs of its page and its API, and what it has printed. */
    lab: { readonly page: string; readonly api: string; readonly output: string }
  }
}

/**
 * Starts the lab once for all tests, as a user does: on its own port, or on another one if something else has it. Only one
 * lab runs at a time, because each start builds lab/dist.
 */
export default async function start({ provide }: TestProject): Promise<() => Promise<void>> {
  const port = (await freePort()) ?? 0
  const other = await startLab(port, ['--port', String(port)])
  // Just before it is used, because the lab of another folder may be about to start there.
  const isFree = (await freePort(DEFAULT_PORT)) === DEFAULT_PORT
  if (isFree) await other.stop()
  else console.warn(`Port ${DEFAULT_PORT} is in use, so that a plain npm start is not tested`)
  const { page, api, output, stop } = isFree ? await startLab(DEFAULT_PORT) : other
  provide('lab', { page, api, output: output() })
  return async () => {
    await stop()
    if (isFree) await waitUntilFree(Date.now() + 10_000)
  }
}

async function waitUntilFree(deadline: number): Promise<void> {
  if ((await freePort(DEFAULT_PORT)) !== undefined) return
  if (Date.now() > deadline) throw new Error(`Port ${DEFAULT_PORT} is not freed`)
  await new Promise((resolve) => setTimeout(resolve, 100))
  await waitUntilFree(deadline)
}
