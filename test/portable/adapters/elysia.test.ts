import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest'
import { cors, type ElysiaContext, type ElysiaPlugin } from '../../../adapters/elysia.ts'
import { csrf } from '../../../src/csrf/index.ts'
import { corsHeaders, preflightFrom, requestFrom } from '../support/requests.ts'

/*
 * Elysia itself does not run on workerd and in the edge runtime without settings, so an app stands for it here that has
 * the members that the adapter uses. `test/hosts/elysia` has the real one.
 */

const A = 'https://a.example'
const B = 'https://b.example'
const POLICY = { origin: [A] } as const

type Handle = (request: Request) => Response | Promise<Response>
type Cover = (handle: Handle) => Handle

class App {
  readonly covers: { readonly name: string; readonly cover: Cover }[] = []
  readonly hooks: (() => unknown)[] = []
  readonly handler = vi.fn<Handle>(() => new Response('Hello'))
  readonly config: { readonly aot?: boolean }
  declare fetch: Handle

  constructor(aot = true) {
    this.config = { aot }
  }
  wrap(cover: unknown): void {
    const name = String(cover)
    if (!this.covers.some((other) => other.name === name)) this.covers.push({ name, cover: cover as Cover })
  }
  onRequest(hook: () => unknown): void {
    this.hooks.push(hook)
  }
  getServer(): unknown {
    return { name: 'server' }
  }
  compile(): void {
    const handle: Handle = (request) => {
      for (const hook of this.hooks) {
        const answer = hook()
        if (answer) return answer as Response
      }
      return this.handler(request)
    }
    const covers = this.config.aot ? this.covers : []
    const value = covers.reduce(
      (inner, { cover }) =>
        (request) =>
          cover(inner)(request),
      handle,
    )
    Object.defineProperty(this, 'fetch', { configurable: true, writable: true, value })
  }
}

const use = (plugin: ElysiaPlugin, app = new App()): App => {
  expect(plugin(app as never)).toBe(app)
  return app
}
const send = async (app: App, origin: string): Promise<object> => {
  if (!app.fetch) app.compile()
  return corsHeaders(await app.fetch(requestFrom(origin)))
}

let report: MockInstance
beforeEach(() => void (report = vi.spyOn(console, 'error').mockImplementation(() => {})))
afterEach(() => void vi.restoreAllMocks())

describe.each([
  ['with compilation', true],
  ['without compilation', false],
])('an app %s', (_name, aot) => {
  it('is covered', async () => {
    const app = use(cors(POLICY), new App(aot))
    expect(await send(app, A)).toEqual({ 'access-control-allow-origin': A, vary: 'Origin' })
    expect(await send(app, B)).toEqual({ vary: 'Origin' })
    expect((await app.fetch(preflightFrom(A))).status).toBe(204)
    expect(app.handler).toHaveBeenCalledTimes(2)
  })

  it('is covered if it is compiled before, and again', async () => {
    const app = new App(aot)
    app.compile()
    use(cors(POLICY), app)
    expect(await send(app, A)).toEqual({ 'access-control-allow-origin': A, vary: 'Origin' })
    app.compile()
    expect(await send(app, A)).toEqual({ 'access-control-allow-origin': A, vary: 'Origin' })
    expect(await (app.fetch(requestFrom(A)) as Response).text()).toBe('Hello')
  })

  it('obeys the policy that is used last', async () => {
    const app = use(cors({ origin: [B] }), use(cors(POLICY), new App(aot)))
    expect([await send(app, A), await send(app, B)]).toEqual([
      { vary: 'Origin' },
      { 'access-control-allow-origin': B, vary: 'Origin' },
    ])
  })

  it('takes one plugin twice', async () => {
    const plugin = cors(POLICY)
    const app = use(plugin, use(plugin, new App(aot)))
    expect([app.covers.length, await send(app, A)]).toEqual([1, { 'access-control-allow-origin': A, vary: 'Origin' }])
  })

  it('gives predicates the request and the server', async () => {
    const origin = vi.fn<(origin: unknown, context: ElysiaContext) => boolean>(() => true)
    await send(use(cors({ origin }), new App(aot)), A)
    expect(origin).toHaveBeenCalledWith(expect.anything(), {
      request: expect.any(Request) as Request,
      server: { name: 'server' },
    })
  })
})

it('answers 500 for an app that takes over hooks, but not wrappers, and reports it once', async () => {
  const child = use(cors(csrf({ self: A })))
  const parent = new App(false)
  parent.hooks.push(...child.hooks)
  parent.compile()
  const answers = [await parent.fetch(requestFrom(A)), await parent.fetch(requestFrom(B))]
  expect(answers.map(({ status }) => status)).toEqual([500, 500])
  expect(parent.handler).not.toHaveBeenCalled()
  expect(report.mock.calls).toEqual([[expect.any(TypeError)]])
})
