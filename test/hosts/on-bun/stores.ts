/** `bun:sqlite`, and Bun's own clients of Redis and PostgreSQL, behind policies. Prints its address. */
import { RedisClient, SQL } from 'bun'
import { Database } from 'bun:sqlite'
import { withCors } from '../../../adapters/bun.ts'
import { fromSqlite } from '../../../src/origins/index.ts'
import { control, pathOf, policiesOf, type ServedStore } from '../stores/app.ts'
import { serveEndpoint } from '../stores/http.ts'
import { servePostgres, serveRedis } from '../stores/servers.ts'
import { serveSqlite } from '../stores/sqlite.ts'

const { ENDPOINT, REDIS_PORT, POSTGRES_PORT } = process.env

const stores: Record<string, ServedStore> = { 'bun:sqlite': serveSqlite(new Database(':memory:'), fromSqlite) }

if (ENDPOINT) stores['http'] = serveEndpoint(ENDPOINT, '/{tenant}/{origin}')

if (REDIS_PORT) {
  const client = new RedisClient(`redis://127.0.0.1:${REDIS_PORT}`, { maxRetries: 1_000_000 })
  stores['Bun.RedisClient'] = serveRedis(client, 'bun:')
}

if (POSTGRES_PORT) {
  const sql = new SQL(`postgres://postgres@127.0.0.1:${POSTGRES_PORT}/postgres`, { max: 5 })
  const client = { query: async (text: string, values: string[]) => ({ rows: await sql.unsafe(text, values) }) }
  stores['Bun.SQL'] = await servePostgres(client, 'of_bun')
}

const mounted = Object.fromEntries(
  policiesOf(stores).map(([path, policy]) => [
    path,
    withCors(policy, { fetch: (_request: Request, _server: unknown) => new Response('data') }),
  ]),
)

const { port } = Bun.serve({
  hostname: '127.0.0.1',
  port: 0,
  async fetch(request, server) {
    const done = await control(request.url, stores, undefined)
    return done === undefined ? mounted[pathOf(request.url)]!.fetch(request, server) : new Response(done)
  },
})
console.log(`http://127.0.0.1:${port}`)
