import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe } from 'vitest'
import type { Service } from '../../portable/support/lambda-gateway.ts'
import { expectBuild } from '../support/build.ts'
import { copyExample } from '../support/copy.ts'
import { createProject, type PageProject } from '../support/page.ts'
import { describeRows, type Row } from '../support/rows.ts'
import type { Running } from '../support/upstream.ts'
import { type RunningFunction, startFunction } from './service.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'

const page = () => createProject('docs/hosts.md', 'AWS Lambda', {}, {}, 'test/hosts/lambda')
const example = () => copyExample('examples/lambda', [])

const HELLO: readonly Row[] = [
  ['GET /hello', app, 200, app, '{"path":"/hello"}'],
  ['GET /hello', evil, 200, undefined, '{"path":"/hello"}'],
  ['HEAD /hello', app, 200, app, ''],
  ['PREFLIGHT /hello', app, 204, app, ''],
  ['PREFLIGHT /hello', evil, 204, undefined, ''],
]
const FLOWERS: readonly Row[] = [
  ['GET /flowers', app, 200, app, '["tulip"]'],
  ['PUT /flowers', app, 400, app, 'Send {"name": "rose"}'],
  ['PREFLIGHT /flowers', app, 204, app, ''],
  ['GET /missing', app, 404, app, 'No such page'],
]
const STOCK: readonly Row[] = [
  ['GET /stock', app, 200, app, '{"tulip":12}'],
  ['GET /stock', evil, 200, undefined, '{"tulip":12}'],
  ['PREFLIGHT /stock', app, 204, app, ''],
]

describe.each<[file: string, create: () => Promise<PageProject>, service: Service, rows: readonly Row[]]>([
  ['hello', page, 'REST API', HELLO],
  ['events', page, 'HTTP API', HELLO],
  ['flowers', example, 'function URL', FLOWERS],
  ['stock', example, 'HTTP API', STOCK],
])('%s.ts', (file, create, service, rows) => {
  let project: PageProject | undefined
  let running: RunningFunction | undefined
  let server: Running | undefined
  beforeAll(async () => {
    expectBuild()
    project = await create()
    // As the first comment of the example says.
    const options = ['--bundle', '--platform=node', '--format=esm', `--outfile=${file}.mjs`]
    await promisify(execFile)('esbuild', [`${file}.ts`, ...options], { cwd: project.path })
    running = await startFunction(project.path, `${file}.handler`)
    server = await running.serve(service)
  })
  afterAll(async () => {
    await server?.stop()
    await running?.stop()
    await project?.remove()
  })

  describeRows(() => server!, rows)
})
