import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import type { App } from './app.ts'

/** A handler of node:http. */
export type RawApp = (req: IncomingMessage, res: ServerResponse) => unknown

/** The application of the contract as a raw handler, which answers an error with an empty 500. */
export function toRaw(app: App): RawApp {
  return async (req, res) => {
    const response = await answer(app, req)
    // Some servers write the head like this.
    res.writeHead(response.status, response.statusText, [...response.headers].flat())
    for await (const chunk of response.body ?? []) res.write(chunk)
    res.end()
  }
}

/** The `Request` that the application of the contract takes. */
export function toRequest(req: IncomingMessage): Request {
  const { method = 'GET', url = '', headers, headersDistinct } = req
  const hasBody = !/^(GET|HEAD)$/.test(method)
  const init = {
    method,
    headers: Object.entries(headersDistinct).map(([name, values = []]): [string, string] => [name, values.join(', ')]),
    ...(hasBody && { body: Readable.toWeb(req) as ReadableStream, duplex: 'half' }),
  }
  return new Request(`http://${headers.host}${url}`, init)
}

async function answer(app: App, req: IncomingMessage): Promise<Response> {
  try {
    return await app(toRequest(req))
  } catch (error) {
    return error instanceof Response ? error : new Response(null, { status: 500 })
  }
}
