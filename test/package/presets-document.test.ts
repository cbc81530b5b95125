import { join } from 'node:path'
import { expect, test } from 'vitest'
import { presets } from '../../src/presets/index.ts'
import { renderDocument, versions } from './presets-document.ts'
import { readText, ROOT } from './project.ts'

test('docs/presets.md has every preset as the code has it', async () => {
  await expect(renderDocument(readText('docs/presets.md'))).toMatchFileSnapshot(join(ROOT, 'docs/presets.md'))
})

const defined = Object.values(presets).flatMap(({ version }) => [...version.matchAll(/^(\S+) (\d+)$/g)])

test.each(defined)('%s is the version that the tests install', (_version, client = '', major = '') => {
  expect(versions[client]?.split('.')[0]).toBe(major)
})
