import { createProject } from '../support/page.ts'
import { runTool, startRuntime } from '../support/process.ts'
import { describeProject, type Row } from '../support/rows.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'
const local = 'http://localhost:5173'

const config = (options: string, server = '') => `
  import adapter from '@sveltejs/adapter-node'
  import { sveltekit } from '@sveltejs/kit/vite'
  import { defineConfig } from 'vite'
  export default defineConfig({ plugins: [sveltekit({ adapter: adapter()${options} })], ${server} })
`
const files = {
  'src/app.html': '<!doctype html><html><head>%sveltekit.head%</head><body>%sveltekit.body%</body></html>',
  'src/routes/hello/+server.ts': `
    export const GET = () => new Response('Hello')
    export const PUT = () => new Response('Changed')
  `,
  'src/routes/error/+server.ts': `export const GET = () => { throw new Error('Thrown by a route') }`,
  'src/routes/old/+server.ts': `
    import { redirect } from '@sveltejs/kit'
    export const GET = () => redirect(302, '/hello')
  `,
  'src/routes/fixed/+server.ts': `
    export const prerender = true
    export const GET = () => new Response('Fixed')
  `,
  'static/robots.txt': 'Allow: /',
}
const create = (options = '', server = '') =>
  createProject('docs/hosts.md', 'SvelteKit', { ...files, 'vite.config.ts': config(options, server) })

const dev = (path: string) => startRuntime('vite', ['dev', '--host', '127.0.0.1', '--port', '0'], {}, path)
const production = async (path: string) => {
  await runTool('vite', ['build'], path)
  return startRuntime('node', ['build/index.js'], { HOST: '127.0.0.1', PORT: '0' }, path)
}

/** What does not depend on the server. */
const always: readonly Row[] = [
  ['GET /hello', app, 200, app, 'Hello'],
  ['GET /hello', evil, 200, undefined, 'Hello'],
  ['PUT /hello', app, 200, app, 'Changed'],
  ['PREFLIGHT /hello', app, 204, app, ''],
  ['PREFLIGHT /hello', evil, 204, undefined, ''],
  ['GET /missing', app, 404, app],
  ['GET /missing', evil, 404, undefined],
  ['GET /error', app, 500, app],
  ['GET /old', app, 302, app, ''],
  ['PATCH /old', app, 405, app],
  ['GET /hello/', app, 308, null],
  ['PREFLIGHT /hello/', app, 308, null],
]
/** A write without a content type counts as a form. */
const form = (status: number, allowed: string | null): Row => ['DELETE /hello', app, status, allowed]

describeProject('SvelteKit, built for Node', create, production, [
  ...always,
  form(403, null),
  ['GET /fixed', app, 200, null, 'Fixed'],
  ['PREFLIGHT /fixed', app, 405, null],
  ['GET /robots.txt', app, 200, null],
])

describeProject('SvelteKit that trusts the page', () => create(`, csrf: { trustedOrigins: ['${app}'] }`), production, [
  ...always,
  form(405, app),
])

describeProject('SvelteKit in development', () => create('', 'server: { cors: false }'), dev, always)

describeProject('SvelteKit in development with Vite’s own CORS', create, dev, [
  ['GET /hello', app, 200, app, 'Hello'],
  ['GET /hello', local, 200, local, 'Hello'],
])
