/**
 * Netlify's own runtime of Functions, on Node.js, with the application. `netlify dev` starts a worker for each request,
 * which would forget the state that the contract asks for. Prints its address.
 */
import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { getLambdaHandler } from '@netlify/serverless-functions-api'
import { handler } from './app.ts'

const { log } = console
console.error = () => {}

// Netlify's runtime writes to the stream of Lambda. Here, that is the response itself.
globalThis.awslambda = {
  streamifyResponse: (run) => run,
  HttpResponseStream: {
    from(response, { statusCode, headers, multiValueHeaders }) {
      const lines = Object.entries({ ...headers, ...multiValueHeaders })
      response.writeHead(
        statusCode,
        lines.flatMap(([name, values]) => [values].flat().flatMap((value) => [name, String(value)])),
      )
      response.flushHeaders()
      return response
    },
  },
}

const run = getLambdaHandler({ default: handler })

const server = createServer(async (request, response) => {
  const { method, url, headersDistinct, headers } = request
  const body = await buffer(request)
  const event = {
    rawUrl: `http://${headers.host}${url}`,
    path: url,
    httpMethod: method,
    headers: Object.fromEntries(Object.entries(headersDistinct).map(([name, values]) => [name, values.join(', ')])),
    body: body.length > 0 ? body.toString('base64') : undefined,
    isBase64Encoded: body.length > 0,
  }
  const context = { awsRequestId: crypto.randomUUID(), getRemainingTimeInMillis: () => 30_000, clientContext: {} }
  await run(event, response, context)
})
server.listen(0, '127.0.0.1', () => log(`http://127.0.0.1:${server.address().port}`))
