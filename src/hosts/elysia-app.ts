import { report } from '../runtime/report.ts'
import { respond } from '../runtime/respond.ts'
import { unpolluted } from '../runtime/unpolluted.ts'

type Handle = (request: Request) => Response | Promise<Response>

/** The part of an app of Elysia that is used here. */
export interface ElysiaLike {
  readonly config: { readonly aot?: boolean | undefined }
  compile(): unknown
  wrap(cover: (handle: (...given: unknown[]) => unknown) => (request: Request) => unknown): unknown
  onRequest(hook: () => void): unknown
}

/** The members of an app that its type hides, or makes read-only. */
interface AnyApp extends ElysiaLike {
  fetch: Handle
  compile: () => unknown
  getServer(): unknown
}

/** The server of the app, or of the app that uses it as a plugin. */
export function serverOf(app: ElysiaLike): unknown {
  return (app as AnyApp).getServer()
}

/**
 * Puts a wrapper around everything that an app answers, now and after each time that it is compiled.
 *
 * Elysia ignores wrappers where it compiles nothing (`aot: false`). The handler of this app is then wrapped by hand. But
 * an app that uses this one as a plugin, or in a group, takes over only the wrappers. If it ignores them, each request
 * is answered with 500, because a guard would be missing.
 *
 * @param id names the wrapper. Elysia drops a wrapper with the name of another one. By default that is its source text,
 * which two policies share
 * @param hasRun whether the wrapper has ever run. It runs before all hooks
 */
export function coverApp(
  given: ElysiaLike,
  cover: (handle: Handle) => Handle,
  id: string,
  hasRun: () => boolean,
): void {
  const app = given as AnyApp
  app.wrap(Object.assign((handle: unknown) => cover(handle as Handle), { toString: () => id }))
  let isReported = false
  app.onRequest(() => {
    if (hasRun()) return
    if (!isReported) report(new TypeError(IGNORED))
    isReported = true
    return respond(500, null)
  })
  if (app.config.aot === false) coverByHand(app, cover)
  // Its handler was made without the wrapper.
  else if (Object.hasOwn(app, 'fetch')) app.compile()
}

const IGNORED =
  'The policy does not run, because the app has aot: false and gets the policy from a plugin or a group, ' +
  'expected use(cors(…)) directly on the app with aot: false'

function coverByHand(app: AnyApp, cover: (handle: Handle) => Handle): void {
  const { compile } = app
  app.compile = () => {
    compile.call(app)
    Object.defineProperty(app, 'fetch', unpolluted({ configurable: true, writable: true, value: cover(app.fetch) }))
    return app
  }
  const get = (): Handle => {
    app.compile()
    return app.fetch
  }
  Object.defineProperty(app, 'fetch', unpolluted({ configurable: true, get }))
}
