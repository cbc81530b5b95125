import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectBuild } from './build.ts'
import { lines, readText } from './contract.ts'
import type { PageProject } from './page.ts'
import { sendTo } from './send.ts'
import type { Running } from './upstream.ts'

/**
 * A request and its expected answer. `PREFLIGHT /path` asks for a PUT.
 *
 * `allowed` is the origin that the answer is shared with, `undefined` if the policy refused it, and `null` if the policy
 * never saw the request, because the host answered it elsewhere.
 */
export type Row = readonly [
  request: string,
  origin: string,
  status: number,
  allowed: string | undefined | null,
  body?: string | RegExp,
]

/** Sends each request, with a body if its method has one, and checks the answer. */
export function describeRows(server: () => Pick<Running, 'origin'>, rows: readonly Row[]): void {
  it.for(rows)('%s from %s', async ([request, origin, status, allowed, body]) => {
    const [verb = '', path = ''] = request.split(' ')
    const exchange = await sendTo(server().origin)({
      path,
      ...(verb === 'PREFLIGHT'
        ? { method: 'OPTIONS', headers: { Origin: origin, 'Access-Control-Request-Method': 'PUT' } }
        : {
            method: verb,
            headers: { Origin: origin, ...(verb.startsWith('P') && { 'Content-Type': 'application/json' }) },
          }),
      ...(/^P(OST|UT|ATCH)$/.test(verb) && { body: '{"sent":true}' }),
    })
    const text = await readText(exchange.body)
    const vary = lines(exchange, 'vary')
      .join()
      .toLowerCase()
      .split(/[\s,]+/)
    expect({
      status: exchange.status,
      allowed: lines(exchange, 'access-control-allow-origin'),
      varies: vary.includes('origin'),
      // Of an unexpected body, the whole text is shown.
      body: body === undefined ? undefined : body instanceof RegExp ? body.test(text) || text : text,
    }).toEqual({
      status,
      allowed: allowed ? [allowed] : [],
      // An answer for everyone is the same for everyone.
      varies: allowed !== null && allowed !== '*',
      body: body instanceof RegExp || body,
    })
  })
}

/** Some frameworks build the project first, which takes minutes on a busy machine. */
const START_TIMEOUT = 300_000

/** Starts a project of a page, checks the rows, and removes it. */
export function describeProject(
  name: string,
  create: () => Promise<PageProject>,
  start: (path: string) => Promise<Running>,
  rows: readonly Row[],
  more: (server: () => Running, path: () => string) => void = () => {},
): void {
  describe.each([name])('%s', () => {
    let project: PageProject | undefined
    let server: Running | undefined
    beforeAll(async () => {
      expectBuild()
      project = await create()
      server = await start(project.path)
    }, START_TIMEOUT)
    afterAll(async () => {
      await server?.stop()
      await project?.remove()
    })
    const running = (): Running => server!
    describeRows(running, rows)
    more(running, () => project!.path)
  })
}
