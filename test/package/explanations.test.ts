import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { explainAll, renderAll } from './explanations.ts'
import { ROOT } from './project.ts'

/** Explanations that were read and approved. Read them again when they change: `npm run test:package -- -u`. */
const SAID = join(ROOT, 'test/package/explanations')

test('calls of many kinds get the approved explanations', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  await expect(await explainAll()).toMatchFileSnapshot(join(SAID, 'calls.txt'))
  vi.restoreAllMocks()
})

test('an explanation has the approved form in each format', async () => {
  const { text, colored, markdown, mermaid, readable } = await renderAll()
  await expect(`${text}\n`).toMatchFileSnapshot(join(SAID, 'call.txt'))
  await expect(`${colored}\n`).toMatchFileSnapshot(join(SAID, 'call-in-colours.txt'))
  await expect(`${markdown}\n`).toMatchFileSnapshot(join(SAID, 'call-in-markdown.txt'))
  await expect(`${readable}\n`).toMatchFileSnapshot(join(SAID, 'readable.txt'))
  await expect(`${mermaid}\n`).toMatchFileSnapshot(join(SAID, 'call-in-mermaid.txt'))
})
