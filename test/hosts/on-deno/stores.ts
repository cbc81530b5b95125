/// <reference lib="deno.unstable" />
/** Deno KV, and SQLite in Deno, behind policies. Prints its address. */
import { DatabaseSync } from 'node:sqlite'
import { withCors } from '../../../adapters/deno.ts'
import { fromDenoKv, fromSqlite } from '../../../src/origins/index.ts'
import { control, pathOf, policiesOf, type ServedStore } from '../stores/app.ts'
import { serveEndpoint } from '../stores/http.ts'
import { serveSqlite } from '../stores/sqlite.ts'

let kv = await Deno.openKv(':memory:')
/** Closed, as a database is whose connection broke. */
const closed = await Deno.openKv(':memory:')
closed.close()
const open = kv

const stores: Readonly<Record<string, ServedStore>> = {
  kv: {
    get: fromDenoKv(() => kv),
    write: (tenant, origin, isAllowed) =>
      isAllowed ? open.set(['origins', tenant, origin], true) : open.delete(['origins', tenant, origin]),
    setBroken: (isBroken) => {
      kv = isBroken ? closed : open
    },
  },
  http: serveEndpoint(Deno.env.get('ENDPOINT') ?? '', '/{tenant}/{origin}'),
  sqlite: serveSqlite(new DatabaseSync(':memory:'), fromSqlite),
}

const mounted = Object.fromEntries(
  policiesOf(stores).map(([path, policy]) => [
    path,
    withCors(policy, (_request: Request, _info: Deno.ServeHandlerInfo) => new Response('data')),
  ]),
)

Deno.serve(
  { hostname: '127.0.0.1', port: 0, onListen: ({ port }) => console.log(`http://127.0.0.1:${port}`) },
  async (request, info) => {
    const done = await control(request.url, stores, undefined)
    return done === undefined ? mounted[pathOf(request.url)](request, info) : new Response(done)
  },
)
