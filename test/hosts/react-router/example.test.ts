import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { copyExample } from '../support/copy.ts'
import { runTool } from '../support/process.ts'
import { describeProject } from '../support/rows.ts'
import { serve } from './serve.ts'
import { TSCONFIG } from './types.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'
const example = 'examples/react-router'
const PACKAGES = [
  '@react-router/dev',
  '@react-router/node',
  '@types/node',
  '@types/react',
  'isbot',
  'react',
  'react-dom',
  'react-router',
  'vite',
]
const files = { 'package.json': readFileSync(`${example}/package.json`, 'utf8'), 'tsconfig.json': TSCONFIG }

describeProject(
  'the example of React Router',
  () => copyExample(example, PACKAGES, files, 'test/hosts/react-router'),
  async (path) => {
    await runTool('react-router', ['build'], path)
    return serve(path)
  },
  [
    ['GET /api/flowers', app, 200, app, '["tulip"]'],
    ['GET /api/flowers', evil, 200, undefined, '["tulip"]'],
    ['PREFLIGHT /api/flowers', app, 204, app, ''],
    ['PREFLIGHT /api/flowers', evil, 204, undefined, ''],
    ['PUT /api/flowers', app, 400, app, 'Send {"name": "rose"}'],
    ['GET /api/missing', app, 404, app, 'No such path'],
    ['PREFLIGHT /api/missing', app, 204, app, ''],
    ['GET /', app, 200, null, /Flowers/],
  ],
  (_server, path) => {
    it('has the types of React Router', async () => {
      await runTool('react-router', ['typegen'], path())
      await expect(runTool('tsc', ['-p', '.'], path())).resolves.toBeUndefined()
    })
  },
)
