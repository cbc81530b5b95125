import { startRuntime } from './process.ts'
import type { Running } from './upstream.ts'
import { serveWorker } from './workerd.ts'

/** The servers on which the programs run. `node` is the least that serves a web handler by node:http. */
export const RUNTIMES = ['node', 'hono-on-node', 'srvx-on-node', 'deno', 'bun', 'workerd'] as const
export type RuntimeName = (typeof RUNTIMES)[number]

/** Starts `on-<runtime>/<program>.ts`, which listens on a free port of the loopback interface. */
export function startOn(
  runtime: RuntimeName,
  program: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<Running> {
  const file = (host: string): string => `test/hosts/on-${host}/${program}.ts`
  if (runtime === 'deno') return startRuntime('deno', ['run', '-A', '--no-lock', file('deno')], variables)
  if (runtime === 'bun') return startRuntime('bun', ['run', file('bun')], variables)
  if (runtime === 'workerd') return serveWorker(file('workers'), variables, { quiet: true })
  return startRuntime('node', [file('node'), runtime], variables)
}
