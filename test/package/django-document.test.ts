import { expect, test } from 'vitest'
import { DJANGO_DUMP } from '../../src/import/index.ts'
import { readText } from './project.ts'

const page = readText('docs/django.md')

/** The members of a union of strings in the source. */
function membersOf(name: string): string[] {
  const [, union = ''] =
    new RegExp(`export type ${name} =((?:\\s*\\|[^\\n]*)+)`).exec(readText('src/import/finding.ts')) ?? []
  return Array.from(union.matchAll(/'([^']+)'/g), ([, code = '']) => code)
}

/** The codes of the table under a heading. */
function codesUnder(heading: string): string[] {
  const [, section = ''] = page.split(`## ${heading}\n`)
  return Array.from(section.split('\n## ')[0]!.matchAll(/^\| `([a-z-]+)`/gm), ([, code = '']) => code)
}

test('docs/django.md has the line that prints the settings', () => {
  expect(page).toContain(`\`\`\`sh\n${DJANGO_DUMP}\n\`\`\``)
})

test.each([
  ['3. Fix what is refused', 'RefusalCode'],
  ['4. Read the notes', 'NoteCode'],
])('docs/django.md, %s, lists the codes of %s', (heading, name) => {
  expect(membersOf(name).length).toBeGreaterThan(5)
  expect(codesUnder(heading)).toEqual(membersOf(name))
})
