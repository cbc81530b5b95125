import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { createBrowser } from '../../../src/browser/index.ts'
import { globalsOf, type Window } from './page-globals.ts'

/** What each step of a client's program returned, or why it failed. */
export type Steps = readonly (readonly [name: string, result: unknown])[]

export type Server = (request: Request) => Response | Promise<Response>

/** The program of a client, ready to run in a page. */
export type Client = (globals: object) => { readonly run: (place: Place) => Promise<void> }

interface Place {
  /** The origin of the server. */
  readonly api: string
  readonly step: (name: string, act: () => unknown) => Promise<unknown>
  /** Reads what the server keeps, by a way of the test and not of the client. */
  readonly read: (url: string) => Promise<string>
}

/** Where a client runs: the origin of its page, the origin of the server, and what is between them. */
export interface Scene {
  readonly page: string
  readonly api: string
  readonly server: Server
  /** The server, or the server behind a policy. */
  readonly network: Server
}

/** Whether the clients are installed. Without them a local run continues and says so, but a run in CI fails. */
export function areInstalled(): boolean {
  if (existsSync(join(import.meta.dirname, 'node_modules'))) return true
  const message = 'Without the clients of the presets, which are not tested: npm run hosts:install'
  if (process.env['CI'] === 'true') throw new Error(message)
  console.warn(message)
  return false
}

/** Bundles a client and its package as for a browser, into a script that leaves its exports in `client`. */
export async function bundleClient(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, `clients/${name}.mjs`)],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'client',
    platform: 'browser',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  return outputFiles[0]!.text
}

/** Compiles a client so that its globals are the members of an object, also those that the client replaces. */
export async function compileClient(name: string): Promise<Client> {
  // oxlint-disable-next-line no-implied-eval -- only a sloppy function can have `with`
  return new Function('globals', `with (globals) { ${await bundleClient(name)}\nreturn client }`) as Client
}

/** A server from the folder of servers, with its own state. */
export async function createServer(name: string): Promise<Server> {
  const module = await load<{ readonly createServer: () => Server }>(`servers/${name}`)
  return module.createServer()
}

/** Runs a client in a page of a simulated browser. */
export async function runClient(client: Client, { page: origin, api, server, network }: Scene): Promise<Steps> {
  const module = await load<{ readonly openWindow: (url: string) => Window }>('window')
  const window = module.openWindow(origin)
  const page = createBrowser({ network }).page(origin)
  const steps: [string, unknown][] = []
  const step: Place['step'] = async (name, act) => {
    const result = await Promise.resolve()
      .then(act)
      .catch((error: unknown) => `failed: ${String(error)}`)
    steps.push([name, result])
    return result
  }
  const read: Place['read'] = async (url) => await (await server(new Request(url))).text()
  await client(globalsOf(page, window)).run({ api, step, read })
  await window.happyDOM.abort()
  return steps
}

/** Imports a file that needs the installed packages, which a type check does not. */
async function load<Module>(file: string): Promise<Module> {
  const { href } = pathToFileURL(join(import.meta.dirname, `${file}.mjs`))
  return (await import(/* @vite-ignore */ href)) as Module
}
