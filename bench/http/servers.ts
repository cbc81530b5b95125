import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { NodeServer } from '../cases/contenders/node-servers.ts'
import { type Contender, WORK, type WorkName } from '../cases/work.ts'
import { start } from '../harness/processes.ts'
import { commandOf, type Runtime } from '../harness/runtimes.ts'
import { writeWorkers } from '../harness/workerd.ts'
import { type Entry, worksOf } from './contenders.ts'

const BENCH = join(import.meta.dirname, '..')

export type Ports = Partial<Record<WorkName, number>>

/** A server of one contender, with a port for each kind of work. */
export interface Server {
  readonly name: string
  readonly child: ChildProcess
  readonly ports: Ports
}

/**
 * Starts the server of a contender.
 *
 * @param folder where files may be written
 */
export async function startServer(
  runtime: Runtime,
  entry: Entry,
  contender: Contender | NodeServer,
  folder: string,
): Promise<Server> {
  const started = await (runtime === 'workerd' ? startWorkerd(entry, contender, folder) : startLocal(runtime, entry))
  return { name: contender.name, ...started }
}

async function startLocal(runtime: Runtime, { file, key }: Entry): Promise<Omit<Server, 'name'>> {
  const command = [...commandOf(runtime), 'http/serve.ts', file, key]
  const { child, lines } = await start(command, { cwd: BENCH, processor: 0 })
  return { child, ports: JSON.parse(lines[0] ?? '') as Ports }
}

/** One process with a Worker for each kind of work. workerd finds free ports itself, and reports them. */
async function startWorkerd(
  { file, key }: Entry,
  contender: Contender | NodeServer,
  folder: string,
): Promise<Omit<Server, 'name'>> {
  const contents = `import { env } from 'cloudflare:workers'
import { ${key} } from './cases/contenders/${file}.ts'
import { WORK } from './cases/work.ts'
const contender = typeof ${key} === 'function' ? await ${key}() : ${key}
export default { fetch: contender.make(WORK[env.work].handler, env.work) }`
  const services = worksOf(contender).map((work) => ({ name: work, work, contents }))
  const args = await writeWorkers(services, { name: key, folder, resolveDir: BENCH })
  const command = [...commandOf('workerd'), ...args]
  const { child, lines } = await start(command, { cwd: folder, channel: 3, count: services.length, processor: 0 })
  const sockets = lines.map((line) => JSON.parse(line) as { socket: string; port: number })
  return { child, ports: Object.fromEntries(sockets.map(({ socket, port }) => [socket, port])) }
}

/**
 * Looks at one answer of a server.
 *
 * @param known where the contender is known to answer differently
 * @returns `undefined` when the server does the work; otherwise why it is not to be timed
 */
export async function faultOf(
  contender: Contender | NodeServer,
  work: WorkName,
  port: number,
): Promise<string | undefined> {
  const known = 'known' in contender ? contender.known : undefined
  const { status, permission, body } = { ...WORK[work], ...known?.[work] }
  const { method, headers } = WORK[work].input()
  try {
    const response = await fetch(urlOf(port), { method, headers })
    if (response.status !== status) return `answers ${response.status}, expected ${status}`
    const given = response.headers.get('access-control-allow-origin')
    if (given !== permission) return `Access-Control-Allow-Origin is ${given}, expected ${permission}`
    const text = await response.text()
    return text === body ? undefined : `The body is '${text.slice(0, 99)}', expected '${body}'`
  } catch (error) {
    return `does not answer: ${String((error as Error).cause ?? error)}`
  }
}

export function urlOf(port: number): string {
  return `http://127.0.0.1:${port}/items`
}
