/**
 * `npm run bench:preflights`, or `npm run bench:preflights -- chromium webkit` for some of the engines: how many
 * preflights a page's session costs behind each library, and how much time. What a simulated browser sends behind the
 * same libraries is counted next to it.
 */
import process from 'node:process'
import { circumstances, type EngineName, type PreflightsRun, versions, write } from './harness/results.ts'
import { quartiles } from './harness/statistics.ts'
import { APIS } from './preflights/contenders.ts'
import { type RealBrowser, runSession, type SessionReport } from './preflights/run-session.ts'
import { callsOf, SESSIONS } from './preflights/session.ts'
import { boundsOf, simulatedPreflights } from './preflights/simulated.ts'
import { writeDocument } from './report/document.ts'
import { describePreflights } from './report/preflights.ts'
import { BROWSERS, openDisplay, versionOf } from '../test/engines/driver/browsers.ts'

type Engines = PreflightsRun['contenders'][number]['engines']

/** Before each answer: about a round trip across a continent. Opening connections is not part of it. */
const LATENCY_MS = 50
const PACKAGES = ['cors', 'hono', '@hono/node-server']

const names = Object.keys(BROWSERS) as EngineName[]
const chosen = process.argv.slice(2)
const unknown = chosen.filter((name) => !names.some((known) => known === name))
if (unknown.length) throw new Error(`Unknown engine ${unknown.join(', ')}, expected ${names.join(', ')}`)

const running = APIS.map((api) => ({ api, engines: {} as Record<string, Engines[EngineName]> }))
const browsers: { engine: EngineName; title: string; version: string }[] = []
for (const name of names.filter((one) => !chosen.length || chosen.includes(one))) {
  // oxlint-disable-next-line no-await-in-loop
  await measureIn(name)
}
if (browsers.length) await report()
else process.exitCode = 1

async function measureIn(name: EngineName): Promise<void> {
  const engine = BROWSERS[name]
  const program = engine.find()
  if (!program) {
    console.error(`Skipping ${engine.title}, which is not installed: apt-get install ${engine.packages}`)
    return
  }
  const display = engine.needsDisplay ? await openDisplay() : undefined
  const browser: RealBrowser = { engine, program, display }
  try {
    const version = versionOf(program, display)
    browsers.push({ engine: name, title: engine.title, version })
    for (const { api, engines } of running) {
      console.error(`Running ${engine.title} ${version}: ${api.session}, ${api.name}`)
      // One after the other, so that none disturbs the times of another.
      // oxlint-disable-next-line no-await-in-loop
      engines[name] = summarise(await runSession(browser, api, LATENCY_MS))
    }
  } finally {
    await display?.close()
  }
}

/** The calls without a preflight are what the others are compared with: same browser, same server, same minute. */
function summarise({ preflighted, milliseconds, faults }: SessionReport): NonNullable<Engines[EngineName]> {
  const isPreflighted = (_ms: number, index: number): boolean => preflighted.includes(index + 1)
  const { median } = quartiles(milliseconds.filter((ms, index) => !isPreflighted(ms, index)))
  const longer = milliseconds.filter(isPreflighted).map((ms) => ms - median)
  return { preflighted, lostMs: Math.round(longer.reduce((sum, ms) => sum + ms, 0)), medianMs: median, faults }
}

async function report(): Promise<void> {
  const sessions = Object.keys(SESSIONS).map(async (session) => {
    const calls = callsOf(session).flat()
    const urls = new Set(calls.map(({ path }) => path)).size
    return Object.assign({ session, calls: calls.length, urls }, await boundsOf(session))
  })
  const contenders = running.map(async ({ api, engines }) => {
    const { session, name } = api
    const count = (profile: 'spec' | EngineName): Promise<number[]> => simulatedPreflights(api, profile, LATENCY_MS)
    const [spec, chromium, firefox, webkit] = await Promise.all([
      count('spec'),
      count('chromium'),
      count('firefox'),
      count('webkit'),
    ])
    return { session, name, simulated: { spec, chromium, firefox, webkit }, engines }
  })
  const found: PreflightsRun = {
    ...circumstances(),
    packages: versions(PACKAGES),
    latencyMs: LATENCY_MS,
    sessions: await Promise.all(sessions),
    browsers,
    contenders: await Promise.all(contenders),
  }
  write('preflights', found)
  console.log(describePreflights(found))
  writeDocument()
}
