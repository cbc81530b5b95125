import { join } from 'node:path'
import { expect, test } from 'vitest'
import { presets } from '../../src/presets/index.ts'
import { renderDocument, versions } from './presets-document.ts'
import { readText, ROOT } from './project.ts'

test('docs/presets.md has every preset as the code has it', async () => {
  await expect(renderDocument(readText('docs/presets.md'))).toMatchFileSnapshot(join(ROOT, 'docs/presets.md'))
})

test('a preset that a package defines has the major version that the tests install', () => {
  const said = Object.values(presets).flatMap(({ version }) => (/^\S+ \d+$/.test(version) ? [version] : []))
  const installed = said.map((version) => {
    const [name = ''] = version.split(' ')
    return `${name} ${versions[name]?.split('.')[0]}`
  })
  expect(said).toEqual(installed)
  expect(said.length).toBeGreaterThan(0)
})
