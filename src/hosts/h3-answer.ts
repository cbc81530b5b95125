import { after, attempt } from '../runtime/promise.ts'
import { isResponse } from '../server/copy.ts'

type Answer = Response | Promise<Response>
type ErrorHook = (error: never, event: never) => unknown

/** The part of the event of h3 that is used here. */
export interface H3EventLike {
  req: Request
  /** Missing where a handler is called by its own `fetch`, outside of an app. */
  readonly app?: H3AppLike | undefined
  /** The headers that h3 puts on the response that it makes. Only `errHeaders` go on the answer to an error. */
  readonly res: { readonly headers: Headers; readonly errHeaders: Headers }
}

/** The part of an app of h3 that is used here. */
interface H3AppLike {
  readonly config: { readonly onError?: ErrorHook | undefined }
  handler(event: never): unknown
  fetch(request: never): unknown
}

/**
 * Where h3 keeps `event.res`. Where a version of h3 keeps it elsewhere, h3 itself adds the prepared headers to the
 * response of the middleware.
 */
const RES = Symbol.for('h3.internal.event.res')

type Prepared = { [RES]?: unknown }

/**
 * Makes the response that the app itself would make of the value or the error of the next handler, because `next()`
 * gives only the value. A copy of the app makes it, whose only handler is `next`, so nothing is imported from h3: every
 * kind of value, `HTTPError`, a missing route, and `onError` of the app get h3's own treatment.
 *
 * @throws {TypeError} if the handler is called outside of an app
 */
export function answerOf(event: H3EventLike, next: () => unknown): Answer {
  const { app } = event
  if (!app)
    throw new TypeError(
      'The event has no app, expected cors() in app.use(). Call app.fetch(), not fetch() of the handler',
    )
  const { onError } = app.config
  // The copy handles the request with an event of its own, which gets the headers that were prepared in the first one.
  const share = (copy: Prepared): void => void (copy[RES] = (event as Prepared)[RES])
  const maker = Object.assign(Object.create(app) as H3AppLike, {
    config: {
      ...app.config,
      // Both hooks are called for the first event.
      onRequest: undefined,
      onResponse: undefined,
      onError:
        onError &&
        ((error: never, copy: Prepared) =>
          after(onError(error, event as never), (value) => {
            share(copy)
            return value
          })),
    },
    handler: (copy: Prepared) =>
      attempt(
        next,
        (value) => {
          share(copy)
          return value
        },
        (error) => {
          share(copy)
          // A thrown response is an answer, but h3 does not know that.
          if (isResponse(error)) return error
          throw error
        },
      ),
  })
  // From the prototype, because the app's own `fetch` is bound to the app.
  const { fetch } = Object.getPrototypeOf(app) as { readonly fetch: (request: Request) => Answer }
  return after(fetch.call(maker, event.req), (response) => {
    // They are in the response now. h3 does the same.
    ;(event as Prepared)[RES] = undefined
    return response
  })
}
