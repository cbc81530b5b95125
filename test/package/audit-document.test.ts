import { join } from 'node:path'
import { expect, test } from 'vitest'
import { renderDocument } from './audit-document.ts'
import { ROOT } from './project.ts'

test('docs/audit.md has every rule, as the code has it', async () => {
  await expect(renderDocument()).toMatchFileSnapshot(join(ROOT, 'docs/audit.md'))
})
