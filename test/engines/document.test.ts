import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CASES } from './cases.ts'
import { COOKIE_BEHAVIOURS } from './cookies/behaviours.ts'
import { DIFFERENCES } from './differences.ts'
import { renderDocument } from './document.ts'

test('the document is up to date', async () => {
  const file = join(import.meta.dirname, '../../docs/browser-differences.md')
  await expect(renderDocument(DIFFERENCES, CASES, COOKIE_BEHAVIOURS)).toMatchFileSnapshot(file)
})

test('every difference has a unique anchor', () => {
  const ids = DIFFERENCES.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
})
