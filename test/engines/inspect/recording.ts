import type { FailureCode } from '../../../src/browser/index.ts'
import type { Case } from '../case.ts'
import type { EngineName } from '../driver/browsers.ts'
import { differences, type Outcome } from '../outcome.ts'
import { type Places, urlOf } from '../places.ts'
import { type EngineRun, runEngine } from '../run-engine.ts'
import { simulate } from '../simulated.ts'
import { inspectChromium } from './chromium.ts'
import { inspectFirefox } from './firefox.ts'
import type { ConsoleMessage, CopiedRequest, Har, Inspector } from './inspector.ts'
import { inspectWebkit } from './webkit.ts'

/** How a call of the page ended: the failure, or the type of its response. */
export type Ending = FailureCode | 'basic' | 'cors' | 'opaque' | 'opaqueredirect' | 'xhr'

/** A call of the page, as it was made. */
export interface RecordedCall {
  readonly case: string
  readonly url: string
  readonly method: string
  readonly ending: Ending
}

/** What one engine shows of the cases, and how their calls really ended. */
export interface Recording {
  readonly engine: EngineName
  readonly version: string
  readonly har: Har
  readonly messages: readonly ConsoleMessage[]
  readonly copies: readonly CopiedRequest[]
  readonly calls: readonly RecordedCall[]
}

/** The origins of a recording, which are the same in every run. */
const PLACES: Places = { page: 'http://localhost:3000', api: 'http://localhost:3001', other: 'http://localhost:3002' }

const INSPECTORS: Readonly<Record<EngineName, () => Inspector | Promise<Inspector>>> = {
  chromium: inspectChromium,
  firefox: inspectFirefox,
  webkit: inspectWebkit,
}

/** The members of an entry and its parts that matter, apart from headers. */
const KEPT = {
  entry: [
    'startedDateTime',
    '_resourceType',
    '_initiator',
    'request',
    'response',
    '_fetchType',
    'serverIPAddress',
    'connection',
    '_connectionId',
    'time',
  ],
  request: ['method', 'url', 'httpVersion', 'headers', 'headersSize'],
  response: ['status', 'statusText', 'headers', 'redirectURL', '_error'],
}

/** Headers that no case is about. */
const LEFT_OUT = /^(connection|content-length|date|keep-alive|priority|sec-ch-ua.*|transfer-encoding|user-agent)$/i

/** Runs cases in an engine whose developer tools are open. Each call gets the ending that the simulated browser knows. */
export async function recordCases(engine: EngineName, cases: readonly Case[]): Promise<Recording> {
  const run = await runEngine(engine, cases, await INSPECTORS[engine]())
  try {
    const calls: RecordedCall[] = []
    for (const one of cases) {
      // oxlint-disable-next-line no-await-in-loop
      const endings = await endingsOf(run, engine, one)
      one.calls.forEach(({ to = 'api/', method = 'GET' }, index) => {
        const ending = endings?.[index]
        // The simulated browser's transport is stricter than browsers about responses to malformed requests.
        if (ending === 'network-error' && !one.name.startsWith('dropped')) return
        const url = urlOf(run.places, run.tokens.get(one.name)!, to)
        if (ending) calls.push({ case: one.name, url, method, ending })
      })
    }
    const { har, messages, copies } = run.inspected!
    const text = JSON.stringify({
      engine,
      version: run.version,
      har: reduce(har),
      messages,
      copies: someOf(copies),
      calls,
    })
    return JSON.parse(inFixedPlaces(text, run.places)) as Recording
  } finally {
    run.close()
  }
}

/**
 * The endings of the calls of a case; `undefined` if the engine does something that the simulated browser does not. A call
 * that `fetch()` refuses has none.
 */
async function endingsOf(run: EngineRun, engine: EngineName, one: Case): Promise<(Ending | undefined)[] | undefined> {
  let outcomes: Outcome[] = []
  const simulated = await run.repeat(one, async (item, places) => (outcomes = await simulate(item, engine, places)))
  if (differences(simulated, run.seen.get(one.name) ?? []).length) return
  return outcomes.map((outcome) => {
    if ('error' in outcome) return outcome.code
    return (outcome.type ?? 'xhr') as Ending
  })
}

/** Every fifth request, because most of them are alike. */
function someOf(copies: readonly CopiedRequest[]): CopiedRequest[] {
  const urls = [...new Set(copies.map(({ url }) => url))]
  const kept = new Set(urls.filter((_, index) => index % 5 === 0))
  return copies.filter(({ url }) => kept.has(url))
}

function inFixedPlaces(text: string, places: Places): string {
  return Object.entries(places).reduce((changed, [name, origin]) => {
    const fixed = PLACES[name as keyof Places]
    const replaced = changed.replaceAll(origin, fixed)
    const host = (url: string): string => url.replace('http://', '')
    return replaced
      .replaceAll(host(origin), host(fixed))
      .replaceAll(host(origin).toUpperCase(), host(fixed).toUpperCase())
  }, text)
}

function reduce({ log }: Har): Har {
  const { version, creator, browser } = log
  const entries = log.entries.map((entry) => {
    const kept = pick(entry, KEPT.entry)
    const { type } = Object(entry['_initiator']) as { type?: string }
    return {
      ...kept,
      ...(type === 'preflight' ? {} : { _initiator: undefined }),
      request: withHeaders(pick(entry['request'], KEPT.request)),
      response: withHeaders(pick(entry['response'], KEPT.response)),
    }
  })
  return { log: { version, creator, ...(browser ? { browser } : {}), entries } }
}

function pick(value: unknown, names: readonly string[]): Record<string, unknown> {
  const members = Object(value) as Record<string, unknown>
  return Object.fromEntries(names.filter((name) => name in members).map((name) => [name, members[name]]))
}

function withHeaders(part: Record<string, unknown>): Record<string, unknown> {
  const headers = part['headers'] as readonly { name: string; value: string }[]
  return {
    ...part,
    headers: headers.filter(({ name }) => !LEFT_OUT.test(name)).map(({ name, value }) => ({ name, value })),
  }
}
