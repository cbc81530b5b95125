import { isCookieless, type Layer } from '../layer.ts'
import { isPromise } from '../runtime/promise.ts'
import { unpolluted } from '../runtime/unpolluted.ts'
import type { PolicyHeaders } from '../server/headers.ts'
import { dataAnswerOf } from './data-answer.ts'
import { forgetUser, type RawRequest, viewRequest } from './raw-request.ts'
import { type RawResponse, setOnHead } from './raw-response.ts'

/**
 * Goes on to the handler. Middleware hands an error of the layer to the same function; without that, the error is
 * thrown.
 */
type Next = (error?: unknown) => unknown

/**
 * Answers in place of the handler, or goes on to it.
 *
 * @param host what the context of a predicate has next to `request`. Default: `req` and `res`
 * @param url the whole path, if the host cuts it off `req.url`
 */
type Run = (req: RawRequest, res: RawResponse, goOn: Next, fail?: Next, host?: object, url?: string) => unknown

/**
 * Mounts a layer in front of handlers of node:http and node:http2, which have neither `Request` nor `Response`. What a
 * handler throws stays with the server or the framework, because nothing here catches it.
 *
 * @throws {TypeError} when the layer can answer with a `Response` only
 */
export function mountNode(layer: Layer): Run {
  const answer = dataAnswerOf(layer)
  return (req, res, goOn, fail, host = { req, res }, url = req.originalUrl) => {
    const request = viewRequest(req, url)
    const hidesUser = isCookieless(layer, request)
    // Connect, Express and Koa cut the path of the mount off.
    const depth = (url ?? '').length - (req.url ?? '').length
    const act = (found: PolicyHeaders): unknown => {
      setOnHead(res, found, layer, depth)
      if (Object.hasOwn(found, 'status')) return end(res, unpolluted(found))
      if (hidesUser) forgetUser(req)
      return goOn()
    }
    const found = answer(request, { request, ...host })
    return isPromise(found) ? found.then(act, fail) : act(found)
  }
}

/**
 * Answers in place of the handler. The head is left to node, which then knows the length of the body. Nothing is
 * returned, because Next.js warns of an API route that returns a value.
 */
function end(res: RawResponse, { status, body }: PolicyHeaders): void {
  // A timeout may have answered while a predicate was asked.
  if (res.headersSent) return
  res.statusCode = status!
  if (body === undefined) {
    res.end()
  } else {
    res.setHeader('Content-Type', 'text/plain;charset=UTF-8')
    res.end(body)
  }
}
