import { createBrowser } from '../../../src/browser/index.ts'
import type { Scene } from '../scene/scene.ts'
import { makeCall } from './repeat.ts'
import type { Result } from './run.ts'
import { serverOf } from './server.ts'

/** Response headers by whether the page can read them. */
export interface Readable {
  readonly readable: readonly string[]
  readonly hidden: readonly string[]
}

/** Which headers of the response the page can read; `undefined` if it cannot read the response. */
export async function readableHeaders(scene: Scene, result: Result): Promise<Readable | undefined> {
  if (!result.explanation.verdict.readable) return
  const { network } = await serverOf(scene)
  const response = await makeCall(createBrowser({ network }), scene)
  const readable = [...response.headers.keys()]
  // Each cookie has a line of its own.
  const sent = new Set(result.exchanges.at(-1)?.got.map(([name]) => name))
  const hidden = [...sent].filter((name) => !readable.includes(name) && !name.startsWith('access-control-'))
  return { readable, hidden }
}
