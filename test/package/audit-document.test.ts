import { join } from 'node:path'
import { expect, test } from 'vitest'
import { renderDocument } from './audit-document.ts'
import { readText, ROOT } from './project.ts'

test('docs/audit.md has every rule as the code has it', async () => {
  await expect(renderDocument(readText('docs/audit.md'))).toMatchFileSnapshot(join(ROOT, 'docs/audit.md'))
})
