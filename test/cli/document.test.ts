import { execFile } from 'node:child_process'
import { chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Ajv } from 'ajv'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COMMANDS } from '../../src/cli/commands/table.ts'
import { SOURCES } from '../../src/cli/commands/import-sources.ts'
import { TARGETS } from '../../src/cli/commands/export-targets.ts'
import * as exporters from '../../src/export/index.ts'
import * as importers from '../../src/import/index.ts'
import { listen, type Running } from '../hosts/support/upstream.ts'
import { ROOT } from '../package/project.ts'
import { createProject, type Folder, PROGRAM } from './corsage.ts'
import { renderDocument } from './document.ts'

test('docs/cli.md is made of the table of commands: npm run cli:document', async () => {
  await expect(renderDocument()).toMatchFileSnapshot(join(ROOT, 'docs/cli.md'))
})

describe('the table of commands', () => {
  test.each(COMMANDS)('$name has two examples, and says what each does', ({ name, examples, summary }) => {
    expect(examples.length).toBeGreaterThanOrEqual(2)
    for (const { line, does } of examples) {
      expect(line).toMatch(new RegExp(`\\bcorsage ${name}\\b`))
      expect(does).toMatch(/^[A-Z].*[^.]$/)
    }
    expect(summary).toMatch(/^[A-Z].*[^.]$/)
  })

  test.each(COMMANDS)('$name has flags with names in kebab-case, and letters that differ', ({ flags }) => {
    expect(Object.keys(flags).filter((name) => !/^[a-z]+(-[a-z]+)*$/.test(name))).toEqual([])
    const letters = Object.values(flags).flatMap(({ short }) => short ?? [])
    expect(new Set([...letters, 'h']).size).toBe(letters.length + 1)
  })

  test('has every emitter of corsage/export', () => {
    const emitters = Object.keys(exporters).filter((name) => /^to[A-Z]/.test(name))
    expect(
      Object.values(TARGETS)
        .map(({ emitter }) => emitter)
        .toSorted(),
    ).toEqual(emitters.toSorted())
  })

  test('has everything that corsage/import reads', () => {
    const readers = Object.keys(importers).filter((name) => /^from[A-Z]/.test(name))
    const dumps = Object.keys(importers).filter((name) => name.endsWith('_DUMP'))
    const sources = Object.values(SOURCES)
    expect(sources.map(({ importer }) => importer).toSorted()).toEqual(readers.toSorted())
    expect(sources.flatMap(({ dump }) => dump ?? [])).toEqual(dumps)
  })
})

interface Ended {
  readonly status: unknown
  readonly stdout: string
  readonly stderr: string
}

describe('the examples', () => {
  let project: Folder
  let folders = 0
  /** The server of the examples, which need not have the port 3000. */
  let server: Running
  const schemas = new Ajv({ strict: false })

  beforeAll(async () => {
    project = await createProject()
    server = await listen((_request, response) => response.end('data'))
    await mkdir(join(project.path, 'bin'))
    await project.write({ 'bin/corsage': `#!/bin/sh\nexec '${process.execPath}' '${PROGRAM}' "$@"\n` })
    await chmod(join(project.path, 'bin/corsage'), 0o755)
  })
  afterAll(async () => {
    await server.stop()
    await project.remove()
  })

  /** Runs a line as a user would, in a shell. */
  async function runLine(example: string, cwd: string): Promise<Ended> {
    const line = example.replaceAll('http://localhost:3000', server.origin)
    const env = { PATH: `${join(project.path, 'bin')}:${process.env['PATH']}` }
    const running = promisify(execFile)('bash', ['--norc', '-c', line], { cwd, env })
    return await running.then(
      (ran) => ({ status: 0, ...ran }),
      (error: { code: unknown; stdout: string; stderr: string }) => ({ ...error, status: error.code }),
    )
  }

  test.each(COMMANDS.flatMap(({ name, schema, examples }) => examples.map(({ line }) => ({ line, name, schema }))))(
    '$line',
    async ({ line, name, schema }) => {
      const folder = join(project.path, name === 'init' ? `init-${++folders}` : '')
      await mkdir(folder, { recursive: true })
      const { status, stderr } = await runLine(line, folder)
      expect(stderr).not.toContain('corsage:')
      expect([0, 1]).toContain(status)
      if (!schema) return
      // The schema is for the command, whatever the example prints.
      const words = line.replace(/ --(sarif|markdown)| *>.*/g, '')
      const { stdout } = await runLine(`${words} --json`, folder)
      expect([schemas.validate(schema, JSON.parse(stdout)), schemas.errors]).toEqual([true, null])
    },
  )
})
