import { readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { transformSync } from 'esbuild'
import type { Case } from './case.ts'
import { BROWSERS, type EngineName, openDisplay, openPage, versionOf } from './driver/browsers.ts'
import type { Inspected, Inspector } from './inspect/inspector.ts'
import { describeCase, type Outcome } from './outcome.ts'
import type { Places } from './places.ts'
import { type Servers, startServers } from './servers.ts'
import { type WorkItem, workOf } from './work.ts'

/** How long to wait for a report: several times as long as a run takes. */
const PATIENCE_MS = 100_000

/** The results of one browser, by the names of the cases. */
export interface EngineRun {
  readonly version: string
  readonly seen: ReadonlyMap<string, readonly string[]>
  readonly places: Places
  /** The token of each case, by its name. */
  readonly tokens: ReadonlyMap<string, string>
  /** What the developer tools have, if there was an inspector. */
  readonly inspected?: Inspected
  /** Runs a case in the simulated browser. */
  readonly repeat: (one: Case, make: (item: WorkItem, places: Places) => Promise<Outcome[]>) => Promise<string[]>
  readonly close: () => void
}

/** Runs cases in one page of a browser that has never run before. */
export async function runEngine(name: EngineName, cases: readonly Case[], inspector?: Inspector): Promise<EngineRun> {
  const engine = BROWSERS[name]
  const program = engine.find()
  if (!program) throw new Error(`${engine.title} is not here, expected it from ${engine.packages}`)
  let items: WorkItem[] = []
  let takeReport: (report: Record<string, Outcome[]>) => void
  const report = new Promise<Record<string, Outcome[]>>((resolve) => (takeReport = resolve))
  const servers = await startServers(
    pageListener(
      () => items,
      (outcomes) => takeReport(outcomes),
    ),
  )
  const { places } = servers
  let tokens = 0
  const add = (one: Case): WorkItem => {
    const token = String(++tokens)
    servers.add(token, one)
    return workOf(one, token, places)
  }
  items = cases.map(add)
  const display = engine.needsDisplay ? await openDisplay() : undefined
  try {
    const version = versionOf(program, display)
    const page = openPage(engine, program, `${places.page}/`, display, inspector?.setUp)
    let inspected: Inspected | undefined
    const outcomes = await Promise.race([
      report,
      page.ended,
      giveUp(engine.title, inspector ? 3 * PATIENCE_MS : PATIENCE_MS),
    ])
      .then(async (found) => {
        inspected = await inspector?.collect()
        return found
      })
      .finally(page.close)
    const seen = cases.map((one, index) => {
      const { token } = items[index]!
      return [one.name, describe(servers, one, token, outcomes[token] ?? [])] as const
    })
    const repeat: EngineRun['repeat'] = async (one, make) => {
      const item = add(one)
      return describe(servers, one, item.token, await make(item, places))
    }
    const tokenOf = new Map(cases.map(({ name: title }, index) => [title, items[index]!.token]))
    const about = { version, seen: new Map(seen), places, tokens: tokenOf, ...(inspected && { inspected }) }
    return { ...about, repeat, close: servers.close }
  } catch (error) {
    servers.close()
    throw error
  } finally {
    await display?.close()
  }
}

function describe({ requestsOf, places }: Servers, one: Case, token: string, outcomes: readonly Outcome[]): string[] {
  return describeCase(one, outcomes, requestsOf(token), places, token)
}

/** Serves the page, its frame, its work, and the address for its report. */
function pageListener(
  work: () => readonly WorkItem[],
  takeReport: (report: Record<string, Outcome[]>) => void,
): RequestListener {
  const code = transformSync(readFileSync(join(import.meta.dirname, 'page.ts'), 'utf8'), {
    loader: 'ts',
    target: 'es2022',
  }).code
  const page = `<!doctype html><title>Cases</title><link rel="icon" href="data:,"><body><script type="module">${code}</script>`
  return async (request, response) => {
    switch (request.url) {
      case '/':
      case '/frame':
        response.setHeader('content-type', 'text/html').end(page)
        break
      case '/work':
        response.end(JSON.stringify({ items: work() }))
        break
      case '/report':
        takeReport(JSON.parse(Buffer.concat(await request.toArray()).toString()) as Record<string, Outcome[]>)
        response.end()
        break
      default:
        response.writeHead(404).end()
    }
  }
}

async function giveUp(title: string, patience: number): Promise<never> {
  await wait(patience, undefined, { ref: false })
  throw new Error(`${title} sent no report, expected one within ${patience / 1000} s`)
}
