/** Elysia by `listen` of its adapter for Node. Prints its address. */
import { node } from '@elysiajs/node'
import { createElysiaApp } from './app.ts'
import { freePort } from '../support/free-port.ts'

// The adapter does not say which port it got.
const port = await freePort()
createElysiaApp({ adapter: node() }, (server) => server === null).listen({ hostname: '127.0.0.1', port }, () =>
  console.log(`http://127.0.0.1:${port}`),
)
