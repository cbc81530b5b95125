import type { ChildProcess } from 'node:child_process'
import { ask } from './check.ts'
import { check, load, type Watch } from './load.ts'
import { MAX_GROWTH, type Memory, sampleMemory } from './memory.ts'
import { get } from './requests.ts'
import type { Server } from './servers.ts'

export interface Soaked {
  /** How many requests of each kind were answered. */
  readonly sent: Readonly<Record<string, number>>
  /** How many answers with a known verdict were right. */
  readonly checked: number
  readonly memory: Memory
  /** Unhandled rejections. */
  readonly rejections: number
  /** Lines that the server printed. */
  readonly lines: number
}

/**
 * Soaks one server.
 *
 * @returns `undefined` when it ended early
 */
export async function soak(
  server: Server,
  { minutes, rate, signal, report }: Watch & { readonly minutes: number; readonly rate: number },
): Promise<Soaked | undefined> {
  const finished = new AbortController()
  const output = watchOutput(server.child, report, finished.signal)
  const either = AbortSignal.any([signal, finished.signal])
  const [sent, checked, memory] = await Promise.all([
    load(server, { seconds: minutes * 60, rate, signal, report }).finally(() => finished.abort()),
    check(server, { signal: either, report }),
    sampleMemory(server, { minutes, signal: either }).catch((error: unknown) => {
      report(`The memory cannot be read: ${String(error)}`)
    }),
  ])
  if (signal.aborted || !memory) return undefined
  const rejections = Number((await ask(server.port, get('/unhandled-rejections'))).body)
  return { sent, checked, memory, rejections, lines: output.lines }
}

/** The faults that only the end shows. */
export function faultsAtEnd({ memory: { growth }, rejections }: Soaked): string[] {
  const faults: string[] = []
  if (rejections) faults.push(`${rejections} unhandled rejections, expected none`)
  if (growth > MAX_GROWTH)
    faults.push(`The memory grows by ${growth} MiB after the first quarter, expected at most ${MAX_GROWTH} MiB`)
  return faults
}

/** Reports whatever a server prints, because it should print nothing, and its end, if that comes too early. */
function watchOutput(child: ChildProcess, report: Watch['report'], finished: AbortSignal): { lines: number } {
  const output = { lines: 0 }
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (data) => {
      const text = String(data).trimEnd()
      output.lines += text.split('\n').length
      report(`The server prints: ${text}`)
    })
  }
  child.once('exit', (code, signal) => {
    if (!finished.aborted) report(`The server has ended with ${code ?? signal}`)
  })
  return output
}
