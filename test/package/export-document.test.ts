import { globSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readText, ROOT } from './project.ts'

test('docs/export.md explains every reason and every difference that an export can have', () => {
  const sources = globSync('src/export/**/*.ts', { cwd: ROOT }).map(readText).join('\n')
  const codes = Array.from(sources.matchAll(/\bcode: '([a-z-]+)'/g), ([, code]) => code!)
  const page = readText('docs/export.md')
  const explained = Array.from(
    page.matchAll(/^### (export-[a-z-]+)$|^\| `([a-z-]+)` +\|/gm),
    ([, reason, note]) => reason ?? note!,
  )
  expect(explained.toSorted()).toEqual([...new Set(codes)].toSorted())
})
