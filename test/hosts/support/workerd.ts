import { build } from 'esbuild'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { Running } from './upstream.ts'

const PATIENCE_MS = 20_000

/**
 * Starts a Worker in workerd alone, which gets the bytes that a client sends. wrangler rewrites them before.
 *
 * @param quiet hides the errors that the Worker reports
 * @param define strings that stand for global names
 */
export async function serveWorker(
  entry: string,
  variables: Readonly<Record<string, string>>,
  { quiet = false, define = {} }: { quiet?: boolean; define?: Readonly<Record<string, string>> } = {},
): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'corsage-workerd-'))
  await build({
    entryPoints: [entry],
    outfile: join(folder, 'worker.mjs'),
    bundle: true,
    format: 'esm',
    target: 'es2022',
    external: ['cloudflare:*', 'node:*'],
    define: Object.fromEntries(Object.entries(define).map(([name, text]) => [name, JSON.stringify(text)])),
    logLevel: 'error',
  })
  writeFileSync(join(folder, 'worker.capnp'), configOf(variables))
  const child = spawn(resolve('node_modules/.bin/workerd'), ['serve', '--control-fd=3', 'worker.capnp'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', quiet ? 'ignore' : 'inherit', 'pipe'],
  })
  process.once('exit', () => child.kill())
  const stop = (): Promise<unknown> =>
    new Promise((stopped) => {
      // workerd first waits for its requests, and a test may have made one that never ends.
      const last = setTimeout(() => child.kill('SIGKILL'), 1000)
      child.once('exit', (code) => {
        clearTimeout(last)
        stopped(code)
      })
      child.kill()
      rmSync(folder, { recursive: true, force: true })
    })
  return new Promise((found, reject) => {
    const timer = setTimeout(() => reject(new Error('workerd does not report its port')), PATIENCE_MS)
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`workerd ended with ${code}`)))
    createInterface({ input: child.stdio[3] as Readable }).once('line', (line) => {
      clearTimeout(timer)
      const { port } = JSON.parse(line) as { readonly port: number }
      found({ origin: `http://127.0.0.1:${port}`, stop })
    })
  })
}

function configOf(variables: Readonly<Record<string, string>>): string {
  const bindings = Object.entries(variables).map(
    ([name, value]) => `(name = "${name}", text = ${JSON.stringify(value)})`,
  )
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "worker", worker = (
      modules = [(name = "worker.mjs", esModule = embed "worker.mjs")],
      compatibilityDate = "2026-10-01",
      compatibilityFlags = ["enable_request_signal"],
      bindings = [${bindings.join(', ')}],
    )),
    (name = "internet", network = (allow = ["local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "worker")],
);
`
}
