import { createProject, replaceOnce } from '../support/page.ts'
import { startRuntime } from '../support/process.ts'
import { describeProject } from '../support/rows.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'
const FILE = 'supabase/functions/hello/index.ts'

const start = (path: string) =>
  startRuntime('deno', ['run', '--no-check', '--allow-net', '--no-lock', '--node-modules-dir=manual', FILE], {}, path)

const listenLocally = (program: string): string =>
  replaceOnce(program, 'Deno.serve(handler)', `Deno.serve({ hostname: '127.0.0.1', port: 0 }, handler)`)

// Supabase's edge runtime is a server around Deno, which no package registry has. It calls the handler of Deno.serve.
describeProject(
  'a function of Supabase, on Deno',
  () => createProject('docs/hosts.md', 'Supabase functions', { [FILE]: listenLocally }),
  start,
  [
    ['POST /hello', app, 200, app, '{"got":{"sent":true}}'],
    ['POST /hello', evil, 200, undefined, '{"got":{"sent":true}}'],
    ['PREFLIGHT /hello', app, 204, app, ''],
    ['PREFLIGHT /hello', evil, 204, undefined, ''],
    // Without a body, the handler throws.
    ['GET /hello', app, 500, app],
    ['GET /hello', evil, 500, undefined],
  ],
)
