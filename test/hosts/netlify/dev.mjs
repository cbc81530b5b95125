/**
 * What `netlify dev` does with a project: its functions, its edge functions, and its files. The first argument is the
 * folder of the project. Prints its address.
 */
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { EdgeFunctionsHandler } from '@netlify/edge-functions-dev'
import { FunctionsHandler } from '@netlify/functions-dev'

const projectRoot = resolve(process.argv[2])
const { log } = console
const geolocation = {}
let origin

const server = createServer(async (message, response) => {
  const { method, url, headers } = message
  const hasBody = method !== 'GET' && method !== 'HEAD'
  const request = new Request(`http://${headers.host}${url}`, {
    method,
    redirect: 'manual',
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'connection')),
    ...(hasBody && { body: Readable.toWeb(message), duplex: 'half' }),
  })
  request.headers.set('x-nf-request-id', crypto.randomUUID())
  const answer = await respond(request).catch((error) => new Response(String(error), { status: 500 }))
  const lines = [...answer.headers].filter(([name]) => !/^(content-encoding|transfer-encoding|connection)$/.test(name))
  response.writeHead(answer.status, lines.flat())
  for await (const chunk of answer.body ?? []) response.write(chunk)
  response.end()
})

async function respond(request) {
  const edge = await edgeFunctions.match(request)
  if (edge) return await edge.handle(request, origin)
  const found = await functions.match(request)
  if (found) return await found.handle(request)
  try {
    return new Response(await readFile(join(projectRoot, 'public', new URL(request.url).pathname)))
  } catch {
    return new Response('Not here', { status: 404 })
  }
}

await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
origin = `http://localhost:${server.address().port}`

const edgeFunctions = new EdgeFunctionsHandler({
  configDeclarations: [],
  directories: [join(projectRoot, 'netlify/edge-functions')],
  env: {},
  geolocation,
  logger: { log, warn: log, error: log },
})
const functions = new FunctionsHandler({
  config: { get: () => ({ functions: {} }) },
  destPath: join(projectRoot, '.netlify'),
  geolocation,
  projectRoot,
  settings: { port: server.address().port },
  timeouts: { syncFunctions: 10, backgroundFunctions: 10 },
  userFunctionsPath: 'netlify/functions',
})

log(`http://127.0.0.1:${server.address().port}`)
