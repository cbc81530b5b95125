// `npm run bench:preflights`, or `npm run bench:preflights -- chromium webkit` for some of the engines: how many preflights a page's session costs behind each library, and how much time.
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { machine, today, versions } from './about.mjs'
import { BROWSERS, openDisplay, versionOf } from '../test/engines/driver/browsers.ts'
import { CONTENDERS } from './preflights/contenders.mjs'
import { writeDocument } from './document.mjs'
import { describePreflights } from './preflights/describe.mjs'
import { expectedCalls } from './preflights/expected-calls.mjs'
import { needsPreflight } from './preflights/preflight-cache.mjs'
import { runSession } from './preflights/run-session.mjs'
import { SESSIONS, callsOf } from './preflights/session.mjs'
import { minimum } from './preflights/standard.mjs'
import { quartiles } from './statistics.mjs'

/** Before each answer: about a round trip across a continent. What connections take to open is not in it. */
const LATENCY_MS = 50
const PACKAGES = ['cors', 'express', 'hono', '@hono/node-server']

const chosen = process.argv.slice(2)
const unknown = chosen.filter((name) => !Object.hasOwn(BROWSERS, name))
if (unknown.length)
  throw new Error(`Unknown engine ${unknown.join(', ')}, expected ${Object.keys(BROWSERS).join(', ')}`)

const sessions = await Promise.all(Object.keys(SESSIONS).map(aboutSession))
const contenders = await Promise.all(
  CONTENDERS.map(async ({ session, name, listener }) => {
    const expected = await expectedCalls({ session, listener }, LATENCY_MS)
    return { session, name, listener, expected, engines: {} }
  }),
)
const browsers = []
// oxlint-disable-next-line no-await-in-loop
for (const name of chosen.length ? chosen : Object.keys(BROWSERS)) await measureIn(name)
if (browsers.length) report()
else process.exitCode = 1

async function measureIn(name) {
  const engine = BROWSERS[name]
  const program = engine.find()
  if (!program) {
    console.error(`Skipping ${engine.title}, which is not here: apt-get install ${engine.packages}`)
    return
  }
  const display = engine.needsDisplay ? await openDisplay() : undefined
  try {
    const version = versionOf(program, display)
    browsers.push({ engine: name, title: engine.title, version })
    for (const one of contenders) {
      console.error(`Running ${engine.title} ${version}: ${one.session}, ${one.name}`)
      // One after the other, so that none disturbs the times of another.
      // oxlint-disable-next-line no-await-in-loop
      one.engines[name] = summarise(await runSession({ engine, program, display }, one, LATENCY_MS))
    }
  } finally {
    await display?.close()
  }
}

/** The calls without a preflight are what the others are compared with: same browser, same server, same minute. */
function summarise({ preflighted, milliseconds, faults }) {
  const isPreflighted = (_, index) => preflighted.includes(index + 1)
  const { median } = quartiles(milliseconds.filter((...call) => !isPreflighted(...call)))
  const longer = milliseconds.filter(isPreflighted).map((ms) => ms - median)
  return { preflighted, lostMs: Math.round(longer.reduce((sum, ms) => sum + ms, 0)), medianMs: median, faults }
}

async function aboutSession(session) {
  const calls = callsOf(session).flat()
  return {
    session,
    calls: calls.length,
    urls: new Set(calls.map(({ path }) => path)).size,
    needy: calls.filter(needsPreflight).length,
    minimum: await minimum(session, LATENCY_MS / 1000),
  }
}

function report() {
  const found = {
    date: today(),
    machine: machine(),
    packages: versions(PACKAGES),
    latencyMs: LATENCY_MS,
    sessions,
    browsers,
    contenders: contenders.map(({ session, name, expected, engines }) => ({ session, name, expected, engines })),
  }
  const results = join(import.meta.dirname, 'results')
  const file = join(results, 'preflights.json')
  mkdirSync(results, { recursive: true })
  writeFileSync(file, JSON.stringify(found))
  execFileSync(join(import.meta.dirname, '../node_modules/.bin/oxfmt'), [file])
  console.log(describePreflights(found))
  execFileSync(join(import.meta.dirname, '../node_modules/.bin/oxfmt'), [writeDocument()])
}
