import { describe, expect, it } from 'vitest'
import { type AppState, RUN_HEADER } from './app.ts'
import { type Expected, type HostTrait, scenarios, type Sent } from './scenarios.ts'

/** One response as received: header names in their own case, one entry per line, and the body in chunks. */
export interface Exchange {
  readonly status: number
  readonly statusText: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: AsyncIterable<string>
}

/** A running host. */
export interface Host {
  /** Its origin, without a path. */
  readonly origin: string
  /** The origin of the server that the application fetches from. */
  readonly upstream: string
  readonly send: (sent: Required<Omit<Sent, 'body'>> & Pick<Sent, 'body'>) => Promise<Exchange>
}

/**
 * Runs the contract. `host` is not called before the first test runs.
 *
 * @param streams whether the host can send a part of a body before the whole is there
 */
export function describeContract(traits: readonly HostTrait[], host: () => Host, streams = true): void {
  // Next.js closes a connection that asks for an upgrade, so a route never sees one.
  const isSent = ({ headers }: Sent): boolean => !(traits.includes('next') && headers?.['Upgrade'])
  describe('contract', () => {
    it.for(scenarios.filter(([, sent]) => isSent(sent)))('%s', async ([, sent, expected, differs = {}]) => {
      const overrides = traits.map((trait) => differs[trait])
      const wanted: Expected = Object.assign({ cookies: [], ran: true }, expected, ...overrides)
      expect(await observe(host(), sent, wanted)).toEqual(state(wanted))
    })

    it.runIf(streams)('streams, so that the first chunk arrives before the last is written', async () => {
      const run = crypto.randomUUID()
      const { body } = await send(
        host(),
        { path: '/listed/stream', headers: { Origin: 'https://app.example.com' } },
        run,
      )
      const chunks = body[Symbol.asyncIterator]()
      expect((await chunks.next()).value).toBe('first,')
      await send(host(), { path: `/listed/release?run=${run}` }, 'release')
      expect(await readText({ [Symbol.asyncIterator]: () => chunks })).toBe('last')
    })

    it('does not mix up concurrent requests', async () => {
      const origins = Array.from({ length: 40 }, (_, index) =>
        index % 2 ? `https://pr-${index}.preview.example.com` : `https://pr-${index}.evil.example`,
      )
      const answers = await Promise.all(
        origins.map(async (origin) => {
          const exchange = await send(host(), { path: '/listed/hello', headers: { Origin: origin } }, 'concurrent')
          await readText(exchange.body)
          return lines(exchange, 'access-control-allow-origin')
        }),
      )
      expect(answers).toEqual(origins.map((origin, index) => (index % 2 ? [origin] : [])))
    })
  })
}

function send(host: Host, { method = 'GET', path, headers = {}, body }: Sent, run: string): Promise<Exchange> {
  const fill = (text: string): string => text.replace('{self}', host.origin).replace('{upstream}', host.upstream)
  const filled = Object.entries(headers).map(([name, value]) => [name, fill(value)])
  return host.send({
    method,
    path: fill(path),
    headers: { ...Object.fromEntries(filled), [RUN_HEADER]: run },
    ...(body !== undefined && { body }),
  })
}

/** The parts of the response that the scenario expects, in the same form. */
async function observe(host: Host, sent: Sent, wanted: Expected): Promise<ReturnType<typeof state>> {
  const run = crypto.randomUUID()
  const exchange = await send(host, sent, run)
  const body = await readText(exchange.body)
  const asked = await send(host, { path: `/listed/state?run=${run}` }, 'state')
  const { ran, immutable } = JSON.parse(await readText(asked.body)) as AppState
  const corsLines = exchange.headers.filter(([name]) => /^(access-control-|timing-allow-origin$)/i.test(name))
  return {
    status: exchange.status,
    statusText: wanted.statusText && exchange.statusText,
    // As lines, so that a duplicate header fails the test.
    cors: corsLines.map(([name, value]) => `${name.toLowerCase()}: ${value}`).toSorted(),
    vary: lines(exchange, 'vary'),
    headers: Object.keys(wanted.headers ?? {}).map((name) => [name, lines(exchange, name)]),
    absent: (wanted.absent ?? []).map((name) => [name, lines(exchange, name)]),
    cookies: lines(exchange, 'set-cookie'),
    body: wanted.body === undefined ? undefined : body,
    ran,
    immutable: wanted.immutable === undefined ? undefined : immutable,
  }
}

function state({ status, statusText, cors, vary, headers = {}, absent = [], cookies, body, ran, immutable }: Expected) {
  return {
    status,
    statusText,
    cors: Object.entries(cors)
      .map(([name, value]) => `${name}: ${value}`)
      .toSorted(),
    vary: vary === undefined ? [] : [vary],
    headers: Object.entries(headers).map(([name, value]) => [name, [value]] as [string, string[]]),
    absent: absent.map((name) => [name, []] as [string, string[]]),
    cookies,
    body,
    ran,
    immutable,
  }
}

export function lines({ headers }: Pick<Exchange, 'headers'>, name: string): string[] {
  return headers.filter(([other]) => other.toLowerCase() === name).map(([, value]) => value)
}

export async function readText(body: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const chunk of body) text += chunk
  return text
}

/** Calls a handler in this process, without a server. Its headers are joined, except for cookies. */
export function fromResponse(response: Response): Exchange {
  return {
    status: response.status,
    statusText: response.statusText,
    headers: [...response.headers],
    body: decode(response.body),
  }
}

async function* decode(body: ReadableStream<Uint8Array> | null): AsyncGenerator<string> {
  const reader = body?.getReader()
  const decoder = new TextDecoder()
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- one chunk comes after the other
    const chunk = await reader?.read()
    if (!chunk || chunk.done) return
    yield decoder.decode(chunk.value, { stream: true })
  }
}
