import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readManifest, readText, ROOT } from './project.ts'

/**
 * Versions that were verified together. Newer ones may lack binaries for a platform; `npm ci` in an empty folder shows
 * it.
 */
const PINS = {
  '@arethetypeswrong/cli': '0.18.5',
  '@cloudflare/vitest-plugin': '1.4.10',
  '@edge-runtime/vm': '5.0.0',
  '@size-limit/esbuild': '14.1.0',
  '@size-limit/file': '14.1.0',
  '@vitest/coverage-istanbul': '5.1.1',
  bun: '1.4.5',
  deno: '2.9.5',
  'fast-check': '4.10.2',
  hono: '4.13.19',
  node: '24.21.0',
  oxfmt: '0.75.0',
  oxlint: '1.89.0',
  'oxlint-tsgolint': '7.0.2004',
  publint: '0.3.25',
  'size-limit': '14.1.0',
  typescript: '7.0.2',
  vitest: '5.1.1',
  wrangler: '4.155.0',
}

const npm = readManifest('package.json')
const tracked = execFileSync('git', ['ls-files', '-z', '--cached'], { cwd: ROOT, encoding: 'utf8' })
const files = tracked.split('\0').filter((file) => file && existsSync(join(ROOT, file)))

describe('the tools', () => {
  test.each(Object.entries(npm.devDependencies))('%s is pinned exactly', (_name, version) => {
    expect(version).toMatch(/^(npm:[\w@/-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/)
  })

  test.each(Object.entries(PINS))('%s is the version that was verified', (name, version) => {
    expect(npm.devDependencies[name]).toBe(version)
  })

  test('wrangler has the version that the vitest plugin pins', () => {
    const plugin = readManifest('node_modules/@cloudflare/vitest-plugin/package.json')
    expect(npm.devDependencies['wrangler']).toBe(plugin.dependencies?.['wrangler'])
  })

  test('only known install scripts and overrides exist', () => {
    expect(npm.overrides).toEqual({ rolldown: '1.2.19' })
    expect(npm.allowScripts).toEqual({ bun: true, deno: true, esbuild: true, node: true, workerd: true })
  })
})

describe('the lockfile', () => {
  const lockfile = JSON.parse(readText('package-lock.json')) as {
    readonly packages: Readonly<
      Record<string, { readonly resolved?: string; readonly integrity?: string } & typeof npm>
    >
  }
  const { '': root, ...packages } = lockfile.packages

  test('matches package.json', () => {
    expect([root?.version, root?.license, root?.devDependencies]).toEqual([
      npm.version,
      npm.license,
      npm.devDependencies,
    ])
  })

  test('has the integrity of every package, but not its URL', () => {
    const entries = Object.entries(packages)
    expect(entries.length).toBeGreaterThan(100)
    expect(entries.filter(([, { resolved }]) => resolved !== undefined)).toEqual([])
    expect(entries.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path)).toEqual([])
  })
})

describe('the files', () => {
  /** Hosts of package registries. Each machine may use its own, so no file should depend on one. */
  const REGISTRIES = [
    ['registry', String.raw`[\w-]+\.[a-z]{2,}`],
    ['npmjs', '(org|com)'],
    ['npmmirror', 'com'],
    ['yarnpkg', 'com'],
    ['npm', 'pkg'],
    ['jsr', 'io'],
    ['deno', 'land'],
    ['esm', 'sh'],
    ['unpkg', 'com'],
    ['jsdelivr', 'net'],
    ['(debian|golang|pypi|rubygems)', 'org'],
    ['crates', 'io'],
  ].map((parts) => new RegExp(String.raw`(^|[^\w-])${parts.join(String.raw`\.`)}\b`, 'i'))
  const MACHINE_PATH = /(^|[^.\w])(\/(work|tmp|farm|root|home|Users)\/|[A-Z]:\\Users)/
  const FORBIDDEN = [...REGISTRIES, MACHINE_PATH]
  const isForbidden = (line: string): boolean => FORBIDDEN.some((pattern) => pattern.test(line))

  test.each([
    [['https://registry', 'example', 'com/a'], '.'],
    [['//registry', 'npmjs', 'org/'], '.'],
    [['https://www', 'npmjs', 'com/package/a'], '.'],
    [['see https://jsr', 'io'], '.'],
    [['http://deb', 'debian', 'org'], '.'],
    [['see "', 'tmp', 'a"'], '/'],
    [['', 'work', 'main'], '/'],
    [['file://', 'root', 'a'], '/'],
  ])('%j would be found', (parts, separator) => {
    expect(isForbidden(parts.join(separator))).toBe(true)
  })

  test('exist', () => {
    expect(files).toContain('package.json')
  })

  test.each(files)('%s names no registry and no path of a machine', (file) => {
    expect(readText(file).split('\n').filter(isForbidden)).toEqual([])
  })
})
