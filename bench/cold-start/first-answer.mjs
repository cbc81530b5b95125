import { once } from 'node:events'
import { request } from 'node:http'
import { basename, dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { cpuTimeOf, HAS_CPU_TIME } from '../cpu-time.mjs'
import { start, stop } from '../processes.mjs'
import { commandOf } from '../runtimes/commands.mjs'
import { ALLOWED } from '../settings.mjs'
import { preflight } from '../work.mjs'

/** After which the threads of a runtime that has answered stand, and the CPU time with them. */
const IDLE_MS = 25

/**
 * Starts a server and asks it once.
 *
 * @returns milliseconds from the start of its process to the end of its answer, and milliseconds of CPU that its
 * threads have used by then and until they stand
 * @throws {Error} when it does not allow the preflight
 */
export async function firstAnswer(runtime, file) {
  const begin = performance.now()
  const { child, lines } = await startServer(runtime, file)
  try {
    await ask(portOf(lines[0]))
    const wall = performance.now() - begin
    await sleep(IDLE_MS)
    return { wall, cpu: HAS_CPU_TIME ? cpuTimeOf(child.pid) / 1e6 : undefined }
  } finally {
    await stop(child)
  }
}

function startServer(runtime, file) {
  if (runtime !== 'workerd') return start([...commandOf(runtime), file], { cwd: dirname(file) })
  const config = basename(file, '.mjs')
  return start([...commandOf(runtime), '--control-fd=3', `${config}.capnp`], { cwd: dirname(file), channel: 3 })
}

/** A bare number, or what workerd says of its socket. */
function portOf(line) {
  const told = JSON.parse(line)
  return told.port ?? told
}

async function ask(port) {
  const { method, headers } = preflight(ALLOWED)
  const asked = request({
    host: '127.0.0.1',
    port,
    path: '/items',
    agent: false,
    method,
    headers: Object.fromEntries(headers),
  })
  asked.end()
  const [response] = await once(asked, 'response')
  response.resume()
  await once(response, 'end')
  const permission = response.headers['access-control-allow-origin']
  if (response.statusCode !== 204 || permission !== ALLOWED)
    throw new Error(`The answer is ${response.statusCode} for ${permission}, expected 204 for ${ALLOWED}`)
}
