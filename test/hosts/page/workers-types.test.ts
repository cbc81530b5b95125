/** The types of `wrangler types`, which replace the package `@cloudflare/workers-types` in new projects. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectBuild } from '../support/build.ts'
import { createProject, type PageProject } from '../support/page.ts'
import { runTool } from '../support/process.ts'

const source = (file: string): string => readFileSync(`test/types/workers/${file}.ts`, 'utf8')

const compilerOptions = {
  target: 'es2022',
  module: 'esnext',
  moduleResolution: 'bundler',
  lib: ['es2023'],
  types: ['./worker-configuration.d.ts'],
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
  noEmit: true,
}

let project: PageProject | undefined
beforeAll(async () => {
  expectBuild()
  project = await createProject('docs/hosts.md', 'Origins from `env`', {
    'tsconfig.json': JSON.stringify({ compilerOptions, include: ['src'] }),
    'src/cloudflare.ts': source('cloudflare'),
    'src/environment.ts': source('environment'),
    'src/hono.ts': source('hono'),
  })
})
afterAll(() => project?.remove())

it('fit the programs of test/types/workers, and the program of the page', async () => {
  await runTool('wrangler', ['types'], project!.path)
  await expect(runTool('tsc', ['-p', '.'], project!.path)).resolves.toBeUndefined()
})
