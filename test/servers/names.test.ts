import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toNginx } from '../../src/export/index.ts'
import { cors } from '../../src/index.ts'
import { routes } from '../../src/routes/index.ts'
import { freePort } from '../hosts/support/free-port.ts'
import { answerOf } from './support/answer.ts'
import { UPSTREAM } from './support/data.ts'
import { exchange } from './support/exchange.ts'
import type { Exported } from './support/expected.ts'
import { startServer } from './support/start.ts'
import { isInstalled, TARGETS } from './support/targets.ts'
import { type Listening, startUpstream } from './support/upstream.ts'

let upstream: Listening
beforeAll(async () => {
  upstream = await startUpstream(UPSTREAM)
})
afterAll(() => upstream.stop())

const A = 'https://a.example'
const B = 'https://b.example'
const only = (origin: string): Exported =>
  cors({ origin: [origin], enforce: true, allowMethods: ['GET', 'PUT'], maxAge: 60 })
const table = (origin: string): Exported =>
  routes(
    { '/api/*': { origin: [origin], enforce: true }, '/200': { origin: [origin] } },
    { otherwise: cors({ origin: [origin] }) },
  )

/** Names of two exports that begin alike, and names that begin as variables of nginx do. */
const PAIRS: readonly (readonly [one: string, other: string, ofOther: (origin: string) => Exported])[] = [
  ['api', 'api_page', only],
  ['api', 'api_allow', only],
  ['api_0', 'api', table],
  ['api_', 'api', only],
  ['http', 'request', table],
  ['upstream_http_timing', 'sent', table],
  ['api', 'b'.repeat(32), table],
]

describe.each(TARGETS.filter(({ name }) => name === 'nginx').filter(isInstalled))(
  'two servers of one nginx',
  ({ needs }) => {
    test.each(PAIRS)('have exports called %s and %s', async (one, other, ofOther) => {
      const folder = await mkdtemp(join(tmpdir(), 'corsage-server-'))
      const ports = [await freePort(), await freePort()]
      const exported = [toNginx(only(A), { name: one }), toNginx(ofOther(B), { name: other })]
      const server = (name: string, at: number): string => `
      server {
        listen 127.0.0.1:${ports[at]};
        include ${folder}/${name}.server.conf;
        location / { proxy_pass http://127.0.0.1:${upstream.port}; }
      }`
      const main = `
      daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log;
      events { worker_connections 100; }
      http {
        access_log off;
        ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((of) => `${of}_temp_path ${folder}/${of};`).join(' ')}
        include ${one}.http.conf; include ${other}.http.conf;
        ${[one, other].map(server).join('')}
      }`
      const files = Object.entries(Object.assign({ 'main.conf': main }, ...exported.map(({ files: of }) => of)))
      await Promise.all(files.map(([name, text]) => writeFile(join(folder, name), String(text))))
      const args = ['-p', folder, '-c', join(folder, 'main.conf'), '-e', join(folder, 'start.log')]
      const nginx = await startServer(needs[0]!, args, ports[0]!)
      const allowed = ports.flatMap((port) =>
        [A, B].map(async (origin) => {
          const asks = [['Access-Control-Request-Method', 'GET']] as const
          const answers = await Promise.all([
            exchange(port, { method: 'GET', path: '/200', headers: [['Origin', origin]] }),
            exchange(port, { method: 'OPTIONS', path: '/200', headers: [['Origin', origin], ...asks] }),
          ])
          return answers.map((answer) => answerOf(answer).ac['allow-origin'])
        }),
      )
      const got = await Promise.all(allowed)
      await nginx.stop()
      await rm(folder, { recursive: true, force: true })
      expect(got).toEqual([
        [A, A],
        [undefined, undefined],
        [undefined, undefined],
        [B, B],
      ])
    })
  },
)
