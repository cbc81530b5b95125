import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toApache, toCaddy, toHaproxy, toNginx } from '../../../src/export/index.ts'
import type { ExportedFiles } from '../../../src/export/index.ts'
import { freePort } from '../../hosts/support/free-port.ts'
import type { Exported } from './expected.ts'
import { type Running, startServer } from './start.ts'

/** A server, and how a test mounts a policy in it. */
export interface Target {
  readonly name: string
  /** The program, and other files of it. */
  readonly needs: readonly string[]
  readonly export: (policy: Exported) => ExportedFiles
  /** The main file of the configuration, which includes the files of the policy. */
  readonly main: (place: Place, files: ExportedFiles['files']) => string
  readonly args: (folder: string) => readonly string[]
}

/** Where a server runs: the folder of its files, its port, and that of the application. Nothing answers on `dead`. */
interface Place {
  readonly folder: string
  readonly port: number
  readonly upstream: number
  readonly dead: number
}

const NAME = 'api'

function nginx(headersMore: boolean): Target {
  const module = '/usr/lib/nginx/modules/ngx_http_headers_more_filter_module.so'
  return {
    name: headersMore ? 'nginx with headers-more' : 'nginx',
    needs: headersMore ? ['/usr/sbin/nginx', module] : ['/usr/sbin/nginx'],
    export: (policy) => toNginx(policy, { name: NAME, headersMore }),
    main: ({ folder, port, upstream, dead }) => `
      ${headersMore ? `load_module ${module};` : ''}
      daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log;
      events { worker_connections 1000; }
      http {
        access_log off;
        ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((of) => `${of}_temp_path ${folder}/${of};`).join(' ')}
        include api.http.conf;
        server {
          listen 127.0.0.1:${port}; merge_slashes off;
          include ${folder}/api.server.conf;
          location / { proxy_pass http://127.0.0.1:${upstream}; }
          location /down/ { proxy_pass http://127.0.0.1:${dead}; }
        }
      }`,
    args: (folder) => ['-p', folder, '-c', join(folder, 'main.conf'), '-e', join(folder, 'start.log')],
  }
}

const HAPROXY: Target = {
  name: 'HAProxy',
  needs: ['/usr/sbin/haproxy'],
  export: (policy) => toHaproxy(policy, { name: NAME }),
  main: ({ port, upstream, dead }, files) => `
global
  maxconn 1000
  nbthread 1
defaults
  mode http
  retries 0
  timeout connect 2s
  timeout client 10s
  timeout server 10s
frontend pages
  bind 127.0.0.1:${port}
${files['api.haproxy.cfg']}
  use_backend dead if { path_beg /down/ }
  default_backend application
backend application
  server application 127.0.0.1:${upstream}
backend dead
  server dead 127.0.0.1:${dead}
`,
  args: (folder) => ['-C', folder, '-f', join(folder, 'main.conf'), '-db'],
}

const CADDY: Target = {
  name: 'Caddy',
  needs: ['/usr/bin/caddy'],
  export: (policy) => toCaddy(policy, { name: NAME }),
  main: ({ port, upstream, dead }) => `{
	admin off
	auto_https off
}
import api.caddy
http://:${port} {
	bind 127.0.0.1
	route {
		import api
		reverse_proxy /down/ 127.0.0.1:${dead}
		reverse_proxy 127.0.0.1:${upstream}
	}
}
`,
  args: (folder) => ['run', '--config', join(folder, 'main.conf'), '--adapter', 'caddyfile'],
}

/** Headers that a configuration had before the policy. */
const WRONG = [
  'Allow-Origin',
  'Allow-Credentials',
  'Allow-Methods',
  'Allow-Headers',
  'Expose-Headers',
  'Max-Age',
  'Allow-Private-Network',
].map((name) => `Access-Control-${name}`)

/** A policy removes the header for timing only if it sets it. A table does so for some rows. */
function wrongHeaders(files: ExportedFiles['files']): readonly string[] {
  const removes = Object.values(files).some((text) => /unset Timing-Allow-Origin$/m.test(text))
  return removes ? [...WRONG, 'Timing-Allow-Origin'] : WRONG
}

function apache(dbm: boolean): Target {
  const modules = ['mpm_event', 'authz_core', 'headers', 'rewrite', 'setenvif', 'proxy', 'proxy_http']
  return {
    name: dbm ? 'Apache with a database' : 'Apache',
    needs: ['/usr/sbin/apache2'],
    export: (policy) => toApache(policy, { name: NAME, dbm }),
    main: ({ folder, port, upstream, dead }, files) => `
ServerRoot ${folder}
${modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
Listen 127.0.0.1:${port}
ServerName api.example
PidFile ${folder}/pid
ErrorLog ${folder}/error.log
${wrongHeaders(files)
  .map((header) => `Header always set ${header} wrong`)
  .join('\n')}
<VirtualHost *:${port}>
Include ${folder}/api.apache.conf
AllowEncodedSlashes NoDecode
ProxyPass /down/ http://127.0.0.1:${dead}/ retry=0
ProxyPass / http://127.0.0.1:${upstream}/ nocanon
</VirtualHost>
`,
    args: (folder) => ['-X', '-f', join(folder, 'main.conf')],
  }
}

export const TARGETS: readonly Target[] = [nginx(true), nginx(false), HAPROXY, CADDY, apache(false), apache(true)]

/** Whether a server is installed. With `CI`, it has to be. */
export function isInstalled({ name, needs }: Target): boolean {
  const missing = needs.filter((file) => !existsSync(file))
  if (!missing.length) return true
  if (process.env['CI']) throw new Error(`${name} is not installed: ${missing.join(', ')} is missing`)
  console.warn(`Skipped: ${name} is not installed (${missing.join(', ')} is missing)`)
  return false
}

/** Starts a server with the files of a policy, which a test may have changed. */
export async function startTarget(
  target: Target,
  files: ExportedFiles['files'],
  upstream: number,
): Promise<Running & { readonly port: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'corsage-server-'))
  const [port, dead] = await Promise.all([freePort(), freePort()])
  const main = target.main({ folder, port, upstream, dead }, files)
  const all = Object.entries({ ...files, 'main.conf': main })
  await Promise.all(all.map(([name, text]) => writeFile(join(folder, name), text)))
  for (const name of Object.keys(files).filter((file) => file.endsWith('.origins.txt'))) {
    const from = join(folder, name)
    execFileSync('httxt2dbm', ['-i', from, '-o', from.replace(/txt$/, 'dbm')], { stdio: 'ignore' })
  }
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true })
  const env = { XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder }
  const server = await startServer(target.needs[0]!, target.args(folder), port, env).catch(async (error: unknown) => {
    await remove()
    throw error
  })
  return {
    port,
    pid: server.pid,
    stop: async () => {
      await server.stop()
      await remove()
    },
  }
}
