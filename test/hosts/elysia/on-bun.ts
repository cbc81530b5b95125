/** Elysia by `listen`, with `aot: false` if the argument says so. Prints its address. */
import { createElysiaApp } from './app.ts'

const app = createElysiaApp(
  { aot: Bun.argv[2] !== 'without-aot' },
  (server) => (server as Bun.Server<unknown> | null)?.hostname === '127.0.0.1',
)
app.listen({ hostname: '127.0.0.1', port: 0 }, ({ url }) => console.log(url.origin))
