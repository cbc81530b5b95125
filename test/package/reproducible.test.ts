import { globSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ROOT, run } from './project.ts'

/** The code in a built folder: the content of each file by its path. */
async function codeIn(folder: string): Promise<Record<string, string>> {
  const files = globSync('**/*.{js,js.map}', { cwd: folder })
  const entries = files.toSorted().map(async (file) => [file, await readFile(join(folder, file), 'utf8')] as const)
  return Object.fromEntries(await Promise.all(entries))
}

test('the build is the same in every folder, byte for byte', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'corsage-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const elsewhere = join(folder, 'a/deeper/folder')
  const parts = ['src', 'adapters', 'build.mjs', 'package.json', 'tsconfig.json']
  await Promise.all(parts.map((part) => cp(join(ROOT, part), join(elsewhere, part), { recursive: true })))
  await symlink(join(ROOT, 'node_modules'), join(elsewhere, 'node_modules'))
  await run('node', ['build.mjs'], elsewhere)

  const here = await codeIn(join(ROOT, 'dist'))
  const there = await codeIn(join(elsewhere, 'dist'))
  expect(Object.keys(here).length).toBeGreaterThan(100)
  expect(Object.keys(there)).toEqual(Object.keys(here))
  expect(there).toEqual(here)
})
