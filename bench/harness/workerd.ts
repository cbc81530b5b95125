import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

/** A Worker: its code, and the text that it is given as `env.work`. */
export interface WorkerService {
  readonly name: string
  /** A module whose default export is the Worker. */
  readonly contents: string
  readonly work?: string
}

/**
 * Bundles Workers, and writes the configuration by which workerd serves each of them on a free port.
 *
 * @param resolveDir from where the code of the Workers imports
 * @returns the arguments with which workerd serves them; it reports the ports on the file descriptor 3
 */
export async function writeWorkers(
  services: readonly WorkerService[],
  { name, folder, resolveDir, v8Flags = [] }: { name: string; folder: string; resolveDir: string; v8Flags?: string[] },
): Promise<string[]> {
  const files = new Map(
    [...new Set(services.map(({ contents }) => contents))].map((code, at) => [code, `${name}-${at}`]),
  )
  await Promise.all([...files].map(([contents, file]) => bundle(contents, resolveDir, join(folder, `${file}.mjs`))))
  const workers = services.map(
    ({ name: service, contents, work = '' }) => `(name = "${service}", worker = (
    modules = [(name = "worker.mjs", esModule = embed "${files.get(contents)}.mjs")],
    bindings = [(name = "work", text = "${work}")],
    compatibilityDate = "2026-10-23",
  ))`,
  )
  const sockets = services.map(
    ({ name: service }) => `(name = "${service}", address = "127.0.0.1:0", http = (), service = "${service}")`,
  )
  writeFileSync(
    join(folder, `${name}.capnp`),
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [${workers.join(', ')}],
  sockets = [${sockets.join(', ')}],
  v8Flags = [${v8Flags.map((flag) => JSON.stringify(flag)).join(', ')}],
);
`,
  )
  return ['--control-fd=3', `${name}.capnp`]
}

async function bundle(contents: string, resolveDir: string, outfile: string): Promise<void> {
  await build({
    stdin: { contents, resolveDir, loader: 'ts' },
    outfile,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['workerd', 'worker'],
    external: ['node:*', 'cloudflare:*'],
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  })
}
