import { setTimeout as wait } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import { beforeAll, describe, expect, it } from 'vitest'
import { cors } from '../../src/index.ts'
import { type Preset, type PresetName, presets } from '../../src/presets/index.ts'
import {
  areInstalled,
  bundleClient,
  compileClient,
  createServer,
  runClient,
  type Server,
  type Steps,
} from '../hosts/presets/client.ts'
import { PROTOCOLS } from '../hosts/presets/protocols.ts'
import { BROWSERS, type EngineName, openDisplay, openPage } from './driver/browsers.ts'
import { installedEngines } from './driver/installed.ts'
import { type Loopback, serve } from './driver/loopback.ts'

/** Not those of tracing, which replace the `fetch` of the page for all others. */
const NAMES: readonly PresetName[] = ['mcp', 'tus', 'supabase', 'connect', 'grpcWeb', 'graphql', 's3']
const PATIENCE_MS = 40_000

interface Report {
  /** What a page sees of a server whose policy has the preset. */
  readonly allowed: Steps
  /** What it sees of a server whose policy only has the origin. */
  readonly refused: Steps
}

/** Runs in the browser: each client with both of its servers. */
const MAIN = `
  const runAll = async (places) => {
    const report = {}
    for (const [name, servers] of Object.entries(places)) {
      report[name] = {}
      for (const [kind, api] of Object.entries(servers)) {
        const steps = []
        const step = async (title, act) => {
          const result = await Promise.resolve().then(act).catch((error) => 'failed: ' + error)
          steps.push([title, result])
          return result
        }
        const read = async (url) => (await fetch('/read?' + new URLSearchParams({ url }))).text()
        await clients[name].run({ api, step, read })
        report[name][kind] = steps
      }
    }
    await fetch('/report', { method: 'POST', body: JSON.stringify(report) })
  }
`

/** Opens a page in an engine, and returns what its clients report. */
async function runInEngine(name: EngineName, scripts: readonly string[]): Promise<Record<string, Report>> {
  const opened: Loopback[] = []
  const servers = new Map<string, Server>()
  let takeReport: (report: Record<string, Report>) => void
  const report = new Promise<Record<string, Report>>((resolve) => (takeReport = resolve))
  const listen = async (origin: string, server: Server, lists: Preset): Promise<string> => {
    const handler = cors({ origin: [origin], enforce: true, ...lists }).wrap(server)
    const loopback = await serve(() => getRequestListener(handler, { overrideGlobalObjects: false }))
    opened.push(loopback)
    servers.set(loopback.origin, server)
    return loopback.origin
  }
  let html = ''
  const page = await serve(() =>
    getRequestListener(async (request) => {
      const { pathname, searchParams } = new URL(request.url)
      if (pathname === '/read') {
        const url = searchParams.get('url') ?? ''
        return await servers.get(new URL(url).origin)!(new Request(url))
      }
      if (pathname === '/report') takeReport((await request.json()) as Record<string, Report>)
      return new Response(html, { headers: { 'content-type': 'text/html' } })
    }),
  )
  opened.push(page)
  const places = await Promise.all(
    NAMES.map(async (one) => {
      const [, server] = PROTOCOLS[one]
      const allowed = await listen(page.origin, await createServer(server), presets[one].preset)
      const refused = await listen(page.origin, await createServer(server), {})
      return [one, { allowed, refused }] as const
    }),
  )
  const code = ['var clients = {}', ...scripts, MAIN, `void runAll(${JSON.stringify(Object.fromEntries(places))})`]
  html = `<!doctype html><title>Presets</title><link rel="icon" href="data:,"><body>${code
    .map((one) => `<script>${one.replaceAll('</script', String.raw`<\/script`)}</script>`)
    .join('')}`

  const engine = BROWSERS[name]
  const display = engine.needsDisplay ? await openDisplay() : undefined
  const browser = openPage(engine, engine.find()!, `${page.origin}/`, display)
  try {
    return await Promise.race([report, browser.ended, giveUp(engine.title)])
  } finally {
    await browser.close()
    await display?.close()
    for (const { close } of opened) close()
  }
}

async function giveUp(title: string): Promise<never> {
  await wait(PATIENCE_MS, undefined, { ref: false })
  throw new Error(`${title} sent no report, expected one within ${PATIENCE_MS / 1000} s`)
}

/** What a page of the server's own origin sees, where CORS does not apply. */
async function runAtHome(name: PresetName): Promise<Steps> {
  const [client, serverName] = PROTOCOLS[name]
  const server = await createServer(serverName)
  const api = 'https://api.example.com'
  const steps = await runClient(await compileClient(client), { page: api, api, server, network: server })
  return JSON.parse(JSON.stringify(steps)) as Steps
}

describe.runIf(areInstalled())('presets in browsers', () => {
  let scripts: readonly string[]
  let expected: readonly Steps[]
  beforeAll(async () => {
    scripts = await Promise.all(
      NAMES.map(async (name) => `${await bundleClient(PROTOCOLS[name][0])}\nclients.${name} = client`),
    )
    expected = await Promise.all(NAMES.map(runAtHome))
  })

  it.each(installedEngines())('clients work in %s, and need the preset', async (engine) => {
    const reports = await runInEngine(engine, scripts)
    expect(NAMES.map((name) => reports[name]?.allowed)).toEqual(expected)
    for (const [at, name] of NAMES.entries()) expect(reports[name]?.refused).not.toEqual(expected[at])
  })
})
