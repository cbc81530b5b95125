import process from 'node:process'

const HOST = '127.0.0.1'

/** Serves a handler on Node, Bun or Deno by what the runtime has itself, and prints the port. */
export function listen(handler) {
  if (globalThis.Bun) console.log(Bun.serve({ hostname: HOST, port: 0, fetch: handler }).port)
  else if (globalThis.Deno) {
    Deno.serve({ hostname: HOST, port: 0, onListen: ({ port }) => console.log(port) }, handler)
  } else listenOnNode(handler)
}

/**
 * On `node:http`: an adapter from a package takes longer to load than what is to be measured, and spreads more. This
 * one converts what a preflight needs; with Corsage or without, it is the same, and so is the loading of `Response`.
 */
function listenOnNode(handler) {
  const { createServer } = process.getBuiltinModule('node:http')
  const server = createServer((incoming, outgoing) => {
    const { method, headers, url } = incoming
    const response = handler(new Request(`http://${headers.host}${url}`, { method, headers }))
    outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end()
  })
  server.listen(0, HOST, () => console.log(server.address().port))
}
