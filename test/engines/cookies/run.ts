import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { transformSync } from 'esbuild'
import { behindProxy } from '../driver/behind-proxy.ts'
import { BROWSERS, type EngineName, openDisplay, openPage, versionOf } from '../driver/browsers.ts'
import type { CookieCase } from './case.ts'
import { type HostListener, openProxy } from './proxy.ts'
import { PHASES, type Round, roundsOf } from './rounds.ts'
import { answerCase } from './server.ts'

/** How long to wait for the last page: several times as long as a run takes. */
const PATIENCE_MS = 140_000

/** The results of one browser. */
export interface CookieRun {
  readonly version: string
  /** The cookies that arrived, by case and phase. */
  readonly seen: readonly (readonly string[])[]
}

/** Runs cases in a browser that has never run before, on pages of many sites, one after the other. */
export async function runCookies(name: EngineName, cases: readonly CookieCase[]): Promise<CookieRun> {
  const engine = BROWSERS[name]
  const program = engine.find()
  if (!program) throw new Error(`${engine.title} is not here, expected it from ${engine.packages}`)
  const rounds = roundsOf(cases)
  const seen = new Map<string, string>()
  let takeEnd = (): void => {}
  const end = new Promise<void>((resolve) => (takeEnd = resolve))
  const proxy = await openProxy(answerAll(cases, rounds, seen, () => takeEnd()))
  const display = engine.needsDisplay ? await openDisplay() : undefined
  try {
    const version = versionOf(program, display)
    const page = openPage(engine, program, `${rounds[0]!.page}/?round=0`, display, behindProxy(name, proxy.port))
    await Promise.race([end, page.ended, giveUp(engine.title)]).finally(page.close)
    return { version, seen: cases.map((_, index) => PHASES.map((phase) => seen.get(`${index} ${phase}`) ?? 'no call')) }
  } finally {
    proxy.close()
    await display?.close()
  }
}

/** Answers for all hosts: the calls of the cases, the pages, and what a page has to do. */
function answerAll(
  cases: readonly CookieCase[],
  rounds: readonly Round[],
  seen: Map<string, string>,
  takeEnd: () => void,
): HostListener {
  const file = readFileSync(join(import.meta.dirname, 'page.ts'), 'utf8')
  const { code } = transformSync(file, { loader: 'ts', target: 'es2022' })
  const html = `<!doctype html><title>Cookies</title><link rel="icon" href="data:,"><script type="module">${code}</script>`
  return ({ pathname, searchParams }, request, response) => {
    const [index, phase, round] = ['case', 'phase', 'round'].map((name) => searchParams.get(name))
    response.setHeader('cache-control', 'no-store')
    if (index) {
      seen.set(`${index} ${phase}`, answerCase(cases[+index]!, +index, phase === 'set', request, response))
    } else if (pathname === '/plan') {
      response.end(JSON.stringify(rounds[Number(round)]))
    } else if (pathname === '/end') {
      response.end()
      takeEnd()
    } else if (round) {
      response.setHeader('content-type', 'text/html').end(html)
    } else {
      response.writeHead(404).end()
    }
  }
}

async function giveUp(title: string): Promise<never> {
  await wait(PATIENCE_MS, undefined, { ref: false })
  throw new Error(`${title} did not come to the last page, expected it within ${PATIENCE_MS / 1000} s`)
}
