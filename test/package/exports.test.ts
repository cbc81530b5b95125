import { readFile } from 'node:fs/promises'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { VERSION } from '../../src/cli/version.ts'
import { createFolder, pack } from './consumer.ts'
import { ADAPTERS, COMPANIONS, readManifest, readText, run } from './project.ts'

const npm = readManifest('package.json')
const jsr = readManifest('deno.json')
const { './package.json': _own, './schema.json': schema, ...npmExports } = npm.exports
const { './schema.json': jsrSchema, ...jsrExports } = jsr.exports

describe('the manifests', () => {
  test('every adapter and every companion has a subpath, and nothing else has one', () => {
    expect(Object.keys(npmExports)).toEqual([
      '.',
      ...[
        'audit',
        'browser',
        'csrf',
        'explain',
        'export',
        'import',
        'jsonp',
        'origins',
        'presets',
        'rollout',
        'routes',
        'testing',
        'cloudflare',
        'deno',
        'bun',
        'hono',
        'vercel',
        'node',
        'h3',
        'elysia',
        'react-router',
        'netlify',
        'lambda',
        'sveltekit',
        'astro',
      ].map((name) => `./${name}`),
    ])
    expect([...COMPANIONS, ...ADAPTERS].map((name) => `./${name}`).toSorted()).toEqual(
      Object.keys(npmExports).slice(1).toSorted(),
    )
  })

  test('npm and JSR have the same exports, from the same files', () => {
    const sources = Object.entries(npmExports).map(([subpath, file]) => [
      subpath,
      file.replace('./dist/', './').replace(/\.js$/, '.ts'),
    ])
    expect(jsrExports).toEqual(Object.fromEntries(sources))
    expect([schema, jsrSchema]).toEqual(['./schema.json', './schema.json'])
  })

  test('examples import the sources under the names that users know', () => {
    const names = Object.entries(jsrExports).map(([subpath, file]) => [subpath.replace('.', npm.name), file])
    expect(jsr.imports).toEqual(Object.fromEntries(names))
  })

  test('npm and JSR have the same version and license', () => {
    expect([jsr.version, jsr.license]).toEqual([npm.version, npm.license])
    expect(npm.license).toBe('MIT')
    expect(readText('LICENSE')).toMatch(/^(The )?MIT License/)
  })

  test('using the package installs nothing else, and runs nothing on import', () => {
    expect(npm.dependencies ?? npm.optionalDependencies).toBeUndefined()
    const optional = Object.entries(npm.peerDependenciesMeta ?? {}).filter(([, meta]) => meta.optional)
    expect(Object.keys(npm.peerDependencies ?? {})).toEqual(optional.map(([name]) => name))
    expect(npm.sideEffects).toBe(false)
  })
})

test('the command line says the version of the package', () => {
  expect(VERSION).toBe(npm.version)
})

describe('the published package', () => {
  let folder: Awaited<ReturnType<typeof createFolder>>
  let tarball: string

  beforeAll(async () => {
    folder = await createFolder()
    tarball = await pack(folder.path)
  })
  afterAll(() => folder.remove())

  test('publint reports nothing, not even a suggestion', async () => {
    const { buffer } = Uint8Array.from(await readFile(tarball))
    const { messages, pkg } = await publint({
      pack: { tarball: buffer },
      strict: true,
      level: 'suggestion',
    })
    expect(pkg['name']).toBe('corsage')
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([])
  })

  test('TypeScript finds the types of every subpath', async () => {
    const report = await run('attw', ['--profile', 'esm-only', '--no-definitely-typed', '--format', 'ascii', tarball])
    expect(report.match(/node16 \(from ESM\): 🟢/gu)).toHaveLength(Object.keys(npm.exports).length)
  })

  test('it contains the built files, the sources for debuggers, and the documents', async () => {
    const files = (await run('tar', ['-tzf', tarball])).trim().split('\n')
    const top = new Set(files.map((file) => file.split('/')[1]))
    const documents = ['README.md', 'LICENSE', 'CHANGELOG.md', 'docs']
    expect(top).toEqual(new Set(['package.json', 'schema.json', ...documents, 'dist', 'src', 'adapters']))
    // The page that messages refer to.
    expect(files.filter((file) => file.startsWith('package/docs/'))).toEqual(['package/docs/refusals.md'])
    const ofFolder = (name: string, ...ends: string[]): string[] =>
      files.filter((file) => file.startsWith(`package/${name}/`) && ends.some((end) => file.endsWith(end)))
    // Nobody imports the command line.
    const importable = ofFolder('src', '.ts').filter((file) => !file.startsWith('package/src/cli/'))
    const types = [...importable, ...ofFolder('adapters', '.ts')].flatMap((file) =>
      ['.d.ts', '.d.ts.map'].map((end) => file.replace('package/', 'package/dist/').replace(/\.ts$/, end)),
    )
    const code = ofFolder('dist', '.js')
    expect(files.filter((file) => file.startsWith('package/dist/')).toSorted()).toEqual(
      [...types, ...code, ...code.map((file) => `${file}.map`)].toSorted(),
    )
  })

  test('it has few files, because each takes time at a start (docs/decisions/0007-few-files.md)', async () => {
    const files = (await run('tar', ['-tzf', tarball])).trim().split('\n')
    const entries = Object.values(npmExports).map((file) => file.replace('./', 'package/'))
    // No application loads the command line.
    const code = files.filter((file) => file.endsWith('.js') && !file.startsWith('package/dist/src/cli/'))
    expect(code.filter((file) => !/\/chunk-\w+\.js$/.test(file)).toSorted()).toEqual(entries.toSorted())
    expect(code.length - entries.length).toBeLessThanOrEqual(7)
  })

  test('JSR accepts it, without slow types', async () => {
    const report = await run('deno', ['publish', '--dry-run', '--allow-dirty'])
    expect(report).toContain('Checking for slow types in the public API')
    // Not the files of src/explain/warnings, which the report lists.
    expect(report).not.toMatch(/warning(?!s?[./])/i)
    expect(report).toContain('Dry run complete')
  })
})
