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

const NAMES = Object.keys(PROTOCOLS) as PresetName[]
const PATIENCE_MS = 50_000

/** A client, and whether the policy of its server has the preset or only the origin of the page. */
type Run = readonly [name: PresetName, policy: 'preset' | 'none']

/** The runs of each page. A tracing library changes the `fetch` of its page, so it has a page by itself. */
const isTracing = (name: string): boolean => name.startsWith('tracing')
const runsOf = (name: PresetName): Run[] => [
  [name, 'preset'],
  [name, 'none'],
]
const PAGES: readonly (readonly Run[])[] = [
  NAMES.filter((name) => !isTracing(name)).flatMap(runsOf),
  ...NAMES.filter(isTracing).flatMap((name) => runsOf(name).map((run) => [run])),
]

/** Runs in the browser: each client of the page, and then the next page. */
const MAIN = `
  const runAll = async (work, next) => {
    for (const [key, name, api] of work) {
      const steps = []
      const step = async (title, act) => {
        const result = await Promise.resolve().then(act).catch((error) => 'failed: ' + error)
        steps.push([title, result])
        return result
      }
      const read = async (url) => (await fetch('/read?' + new URLSearchParams({ url }))).text()
      await clients[name].run({ api, step, read })
      await fetch('/report', { method: 'POST', body: JSON.stringify([key, steps]) })
    }
    if (next) location.href = next
  }
`

/** Opens the pages in an engine, one after the other, and returns what their clients report. */
async function runInEngine(name: EngineName, scripts: ReadonlyMap<string, string>): Promise<Map<string, Steps>> {
  const opened: Loopback[] = []
  const servers = new Map<string, Server>()
  const reports = new Map<string, Steps>()
  const pages: string[] = []
  let takeReports: (all: Map<string, Steps>) => void
  const reported = new Promise<Map<string, Steps>>((resolve) => (takeReports = resolve))
  const page = await serve(() =>
    getRequestListener(async (request) => {
      const { pathname, searchParams } = new URL(request.url)
      if (pathname === '/read') {
        const url = searchParams.get('url') ?? ''
        return await servers.get(new URL(url).origin)!(new Request(url))
      }
      if (pathname === '/report') {
        reports.set(...((await request.json()) as [string, Steps]))
        if (reports.size === PAGES.flat().length) takeReports(reports)
        return new Response()
      }
      return new Response(pages[Number(pathname.slice(1))], { headers: { 'content-type': 'text/html' } })
    }),
  )
  opened.push(page)
  const listen = async ([preset, policy]: Run): Promise<string> => {
    const lists: Preset = policy === 'preset' ? presets[preset].preset : {}
    const server = await createServer(PROTOCOLS[preset][1])
    const handler = cors({ origin: [page.origin], enforce: true, ...lists }).wrap(server)
    const loopback = await serve(() => getRequestListener(handler, { overrideGlobalObjects: false }))
    opened.push(loopback)
    servers.set(loopback.origin, server)
    return loopback.origin
  }
  const work = await Promise.all(
    PAGES.map((runs) => Promise.all(runs.map(async (run) => [String(run), run[0], await listen(run)]))),
  )
  for (const [at, runs] of work.entries()) {
    const next = at + 1 < PAGES.length ? `/${at + 1}` : ''
    const used = [...new Set(runs.map(([, preset = '']) => scripts.get(preset)!))]
    pages.push(htmlOf(['var clients = {}', ...used, MAIN, `void runAll(${JSON.stringify(runs)}, '${next}')`]))
  }

  const engine = BROWSERS[name]
  const display = engine.needsDisplay ? await openDisplay() : undefined
  const browser = openPage(engine, engine.find()!, `${page.origin}/0`, display)
  try {
    return await Promise.race([reported, browser.ended, giveUp(engine.title, reports)])
  } finally {
    await browser.close()
    await display?.close()
    for (const { close } of opened) close()
  }
}

function htmlOf(scripts: readonly string[]): string {
  const tags = scripts.map((script) => `<script>${script.replaceAll('</script', String.raw`<\/script`)}</script>`)
  return `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><body>${tags.join('')}`
}

async function giveUp(title: string, reports: ReadonlyMap<string, Steps>): Promise<never> {
  await wait(PATIENCE_MS, undefined, { ref: false })
  throw new Error(`${title} reported only ${[...reports.keys()].join(' ')} within ${PATIENCE_MS / 1000} s`)
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
  const scripts = new Map<string, string>()
  let expected: readonly (readonly [name: PresetName, steps: Steps])[]
  beforeAll(async () => {
    expected = await Promise.all(NAMES.map(async (name) => [name, await runAtHome(name)] as const))
    for (const name of NAMES) {
      // oxlint-disable-next-line no-await-in-loop
      scripts.set(name, `${await bundleClient(PROTOCOLS[name][0])}\nclients['${name}'] = client`)
    }
  })

  it.each(installedEngines())('all clients work in %s, and need the preset', async (engine) => {
    const reports = await runInEngine(engine, scripts)
    expect(expected.map(([name]) => [name, reports.get(`${name},preset`)])).toEqual(expected)
    for (const [name, steps] of expected) expect(reports.get(`${name},none`)).not.toEqual(steps)
  })
})
