import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseOrigin } from '../../../src/fetch/origin.ts'
import { type DjangoImport, fromDjango } from '../../../src/import/index.ts'
import { withCors } from '../../../adapters/node.ts'
import { cors, type CorsPolicy } from '../../../src/index.ts'
import { type RouteTable, routes } from '../../../src/routes/index.ts'
import configurations from '../../data/django/configurations.json' with { type: 'json' }
import sent from '../../data/django/requests.json' with { type: 'json' }
import { passesCorsCheck, passesPreflight } from '../../portable/support/browser.ts'
import { rawRequest } from '../../portable/support/requests.ts'
import { listen } from '../support/upstream.ts'
import { hasModules } from './python.ts'
import { type Answer, record, type Recording, type Sent, type Site, writeSite } from './record.ts'
import { DIFFERENCES } from './differences.ts'
import { askServer, forwardTo, startSite } from './serve.ts'

interface Row {
  readonly settings: Site['settings']
  readonly middleware?: readonly string[]
  readonly signal?: boolean
  readonly verdict: string
}

const ROWS = Object.entries(configurations as { readonly [name: string]: Row })
const REQUESTS = Object.entries(sent as unknown as { readonly [name: string]: Sent })

const isInstalled = hasModules('django, corsheaders')

const sites: { readonly [name: string]: Site } = Object.fromEntries(
  ROWS.map(([name, { settings, middleware, signal }]): [string, Site] => [
    name,
    { settings, middleware, signal: signal ? name.replace('signal-', '') : undefined },
  ]),
)

let folder: string
let recordings: ReadonlyMap<string, Recording>
let remove: () => Promise<void>

beforeAll(async () => {
  if (!isInstalled) return
  const written = await writeSite()
  folder = written.folder
  remove = written.remove
  const requests = REQUESTS.map(([, request]) => request)
  // Two processes at a time.
  const halves = [0, 1].map((half) => Object.fromEntries(Object.entries(sites).filter((_site, at) => at % 2 === half)))
  const recorded = await Promise.all(halves.map((half) => record(folder, half, requests)))
  recordings = new Map(recorded.flat())
}, 60_000)
afterAll(() => remove?.())

/** What a site printed, imported. */
function importOf(name: string): DjangoImport {
  return fromDjango(JSON.parse(recordings.get(name)!.dump) as Site['settings'])
}

function toResponse([status, headers, body]: Answer): Response {
  const isEmpty = [204, 304].includes(status)
  return new Response(isEmpty ? null : body, { status, headers: headers.map(([name, value]) => [name, value]) })
}

/** A request with header lines as they are, also two of a name, which a server joins. */
function toRequest([method, path, lines]: Sent): Request {
  const headers: Record<string, string> = {}
  for (const [name, value] of lines) {
    const key = name.toLowerCase()
    headers[key] = headers[key] === undefined ? value : `${headers[key]}, ${value}`
  }
  return rawRequest(method, headers, `https://api.example.com${path}`)
}

/** What a browser does with an answer: `c` is a page that may read it with credentials, `r` without, `-` not at all. */
function verdictOf(request: Request, response: Response): string {
  const origin = request.headers.get('origin') ?? ''
  if (origin !== 'null' && !parseOrigin(origin)) return 'no browser'
  const isPreflight = request.method === 'OPTIONS' && request.headers.has('access-control-request-method')
  const passes = (credentials: boolean): boolean =>
    isPreflight ? passesPreflight(request, response, credentials) : passesCorsCheck(origin, response, credentials)
  return passes(true) ? 'c' : passes(false) ? 'r' : '-'
}

/** The differences between the answers of the site with CorsMiddleware, and of the policy in front of the site without. */
async function compare(theirs: readonly Response[], ours: readonly Response[]): Promise<string[]> {
  const found = REQUESTS.map(async ([title, request], at) => {
    const asked = toRequest(request)
    const [before, now] = [theirs[at]!, ours[at]!]
    const verdicts = [verdictOf(asked, before), verdictOf(asked, now)]
    const wholes = await Promise.all([before, now].map(async (answer) => `${answer.status} ${await answer.text()}`))
    return [verdicts, wholes].flatMap(([was, is]) => (was === is ? [] : `${title}: ${was}, now ${is}`))
  })
  return (await Promise.all(found)).flat()
}

function layerOf({ options, routes: table }: DjangoImport): RouteTable | CorsPolicy {
  return table ? routes(table) : cors(options!)
}

/** The names of the differences, and how many verdicts each makes wider. Throws if a difference has no name. */
function nameAll(configuration: string, differences: readonly string[]): Map<string, number> {
  const names = new Map<string, number>()
  for (const difference of differences) {
    const row = DIFFERENCES.find((one) => one.configurations.test(configuration) && one.differences.test(difference))
    if (!row) throw new Error(`No name for ${configuration}: ${difference}`)
    const isWider = /: (-, now [rc]|r, now c)$/.test(difference)
    names.set(row.name, (names.get(row.name) ?? 0) + Number(isWider))
  }
  return names
}

describe.skipIf(!isInstalled)('a Django site with a configuration', () => {
  it.each(ROWS)('%s is refused, or has a policy, after its real dump', (name, { verdict }) => {
    const { options, refusals } = importOf(name)
    expect([refusals.length > 0, options === undefined]).toEqual([verdict === 'refused', verdict === 'refused'])
  })

  it('gets the same answers from a policy in front of it, or every difference has a name', async () => {
    const total = new Map<string, number>()
    for (const [name] of ROWS.filter(([, { verdict }]) => verdict !== 'refused')) {
      const { with: theirs, without } = recordings.get(name)!
      const layer = layerOf(importOf(name))
      // oxlint-disable-next-line no-await-in-loop -- one configuration after the other
      const ours = await Promise.all(
        REQUESTS.map(async ([, request], at) => layer.wrap(() => toResponse(without[at]!))(toRequest(request))),
      )
      // oxlint-disable-next-line no-await-in-loop
      const names = nameAll(name, await compare(theirs.map(toResponse), ours))
      for (const [one, wider] of names) total.set(one, (total.get(one) ?? 0) + wider)
    }
    expect(Object.fromEntries(total)).toEqual(Object.fromEntries(DIFFERENCES.map((row) => [row.name, row.wider])))
  })

  it.each(['list-credentials', 'urls-regex', 'whitenoise-before'])(
    '%s answers so by gunicorn, and a gateway in front of gunicorn',
    async (name) => {
      const site = sites[name]!
      const [inside, behind] = await Promise.all([
        startSite(folder, site),
        startSite(folder, { ...site, isWithout: true }),
      ])
      const gateway = await listen(withCors(layerOf(importOf(name)), forwardTo(behind.origin)))
      const ask = async (origin: string): Promise<Response[]> => {
        const answers: Response[] = []
        // oxlint-disable-next-line no-await-in-loop -- gunicorn takes one connection after the other
        for (const [, request] of REQUESTS) answers.push(toResponse(await askServer(origin, request)))
        return answers
      }
      try {
        const [theirs, ours] = await Promise.all([ask(inside.origin), ask(gateway.origin)])
        const recorded = recordings.get(name)!
        expect(theirs.map(({ status }) => status)).toEqual(recorded.with.map(([status]) => status))
        expect([...nameAll(name, await compare(theirs, ours)).keys()]).not.toContain('signal-listener')
      } finally {
        await Promise.all([inside, behind, gateway].map(({ stop }) => stop()))
      }
    },
  )
})
