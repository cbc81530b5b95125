import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { basename, dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { preflight } from '../cases/work.ts'
import { cpuTimeOf, HAS_CPU_TIME } from '../harness/cpu-time.ts'
import { start, type Started, stop } from '../harness/processes.ts'
import { commandOf, type Runtime } from '../harness/runtimes.ts'
import { ALLOWED } from '../harness/settings.ts'

/** After this time the threads of a runtime that has answered stand still, and the CPU time with them. */
const IDLE_MS = 25

/** Milliseconds from the start of a process to the end of its answer, and milliseconds of CPU that it has used. */
export interface FirstAnswer {
  readonly wall: number
  readonly cpu?: number
}

/**
 * Starts a server and sends it one preflight.
 *
 * @throws {Error} when it does not allow the preflight
 */
export async function firstAnswer(runtime: Runtime, file: string): Promise<FirstAnswer> {
  const begin = performance.now()
  const { child, lines } = await startServer(runtime, file)
  try {
    // Bun, Deno and Node print a number; workerd reports an object about its socket.
    const reported = JSON.parse(lines[0] ?? '') as number | { readonly port: number }
    await ask(typeof reported === 'number' ? reported : reported.port)
    const wall = performance.now() - begin
    await sleep(IDLE_MS)
    return HAS_CPU_TIME ? { wall, cpu: cpuTimeOf(child.pid) / 1e6 } : { wall }
  } finally {
    await stop(child)
  }
}

function startServer(runtime: Runtime, file: string): Promise<Started> {
  const cwd = dirname(file)
  if (runtime !== 'workerd') return start([...commandOf(runtime), file], { cwd })
  return start([...commandOf(runtime), '--control-fd=3', basename(file)], { cwd, channel: 3 })
}

async function ask(port: number): Promise<void> {
  const { method, headers } = preflight(ALLOWED)
  const sent = request({
    host: '127.0.0.1',
    port,
    path: '/items',
    agent: false,
    method,
    headers: Object.fromEntries(headers),
  })
  sent.end()
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  response.resume()
  await once(response, 'end')
  const permission = response.headers['access-control-allow-origin']
  if (response.statusCode !== 204 || permission !== ALLOWED)
    throw new Error(`The answer is ${response.statusCode} for ${permission}, expected 204 for ${ALLOWED}`)
}
