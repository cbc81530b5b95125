import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { build } from 'esbuild'
import { type Display, type Engine, openPage } from '../../test/engines/driver/browsers.ts'
import { serve } from '../../test/engines/driver/loopback.ts'
import type { Api } from './contenders.ts'
import type { PageReport } from './page.ts'

/** A session takes a tenth of that. */
const PATIENCE_MS = 120_000

/** A browser, and the screen that it needs, if any. */
export interface RealBrowser {
  readonly engine: Engine
  readonly program: string
  readonly display: Display | undefined
}

export interface SessionReport extends PageReport {
  /** The numbers of the calls before which a preflight came, from 1. */
  readonly preflighted: readonly number[]
}

/** Runs a session in a browser, against an API at another origin, with a delay before each answer. */
export async function runSession(
  browser: RealBrowser,
  { session, listener }: Api,
  latencyMs: number,
): Promise<SessionReport> {
  let takeReport: (report: PageReport) => void = () => {}
  const report = new Promise<PageReport>((resolve) => {
    takeReport = resolve
  })
  const script = await pageScript()
  const pages = await serve(() => pageListener(script, takeReport))
  const preflighted: number[] = []
  const api = await serve(() => counting(listener(pages.origin), latencyMs, preflighted))
  try {
    const url = `${pages.origin}/?${new URLSearchParams({ api: api.origin, session }).toString()}`
    return { preflighted, ...(await reportOf(browser, url, report)) }
  } finally {
    api.close()
    pages.close()
  }
}

/**
 * Delays every answer, and writes down the preflights. The calls come one after the other, so a preflight belongs to the
 * call that follows.
 */
function counting(listener: RequestListener, latencyMs: number, preflighted: number[]): RequestListener {
  let calls = 0
  return (request, response) => {
    if (request.method === 'OPTIONS') preflighted.push(calls + 1)
    else calls++
    setTimeout(() => listener(request, response), latencyMs)
  }
}

async function pageScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'page.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
  })
  return outputFiles[0]?.text ?? ''
}

/** Serves the page and its script, and takes what the page reports. */
function pageListener(script: string, takeReport: (report: PageReport) => void): RequestListener {
  const page = '<!doctype html><title>Preflights</title><script type="module" src="/page.js"></script>'
  return async (request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost')
    if (pathname === '/') response.setHeader('content-type', 'text/html').end(page)
    else if (pathname === '/page.js') response.setHeader('content-type', 'text/javascript').end(script)
    else if (pathname === '/report') {
      takeReport(JSON.parse(await text(request)) as PageReport)
      response.end()
    } else response.writeHead(404).end()
  }
}

async function reportOf(
  { engine, program, display }: RealBrowser,
  url: string,
  report: Promise<PageReport>,
): Promise<PageReport> {
  const page = openPage(engine, program, url, display)
  const patience = new AbortController()
  try {
    return await Promise.race([report, page.ended, giveUp(engine.title, patience.signal)])
  } finally {
    patience.abort()
    await page.close()
  }
}

async function giveUp(title: string, signal: AbortSignal): Promise<never> {
  await wait(PATIENCE_MS, undefined, { signal })
  throw new Error(`${title} sent no report, expected one within ${PATIENCE_MS / 1000} s`)
}
