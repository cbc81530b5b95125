import { buildSync } from 'esbuild'
import { join } from 'node:path'
import { createBrowser } from '../../../src/browser/index.ts'
import { globalsOf } from './simulate.ts'

/** The steps of a client's program: what each returned, or why it failed. */
export type Steps = readonly (readonly [name: string, result: unknown])[]

/** The program of a client, ready to run in a page. */
export type Client = (globals: Record<string, unknown>) => { readonly run: (place: Place) => Promise<void> }

interface Place {
  readonly api: string
  readonly step: (name: string, act: () => unknown) => Promise<unknown>
  /** Reads what the server keeps, by a way of the test and not of the client. */
  readonly read: (url: string) => Promise<string>
}

/** Bundles a client and its package for browsers, as a script that leaves its exports in `client`. */
export function bundleClient(name: string): string {
  const { outputFiles } = buildSync({
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

/** Compiles a script, whose globals are the members of an object. A strict function would not see them. */
export function compileClient(name: string): Client {
  // oxlint-disable-next-line no-new-func
  return new Function('globals', `with (globals) { ${bundleClient(name)}\nreturn client }`) as Client
}

/** Runs a client in a page of a simulated browser. */
export async function runClient(
  client: Client,
  network: (request: Request) => Response | Promise<Response>,
  server: (request: Request) => Response | Promise<Response>,
  origin: string,
  api: string,
): Promise<Steps> {
  const page = createBrowser({ network }).page(origin)
  const steps: [string, unknown][] = []
  const step = async (name: string, act: () => unknown): Promise<unknown> => {
    try {
      const result = await act()
      steps.push([name, result ?? null])
      return result
    } catch (error) {
      steps.push([name, `failed: ${String(error)}`])
      return undefined
    }
  }
  await client(globalsOf(page)).run({ api, step, read: async (url) => (await server(new Request(url))).text() })
  return steps
}
