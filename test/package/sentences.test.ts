import { globSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readText, ROOT } from './project.ts'

/** Ways to write a value from outside so that it can neither hide nor drive a terminal. */
const WRITERS = /^(quote|visible|visibleStart|inCode|unexpected)\(/

/** Words of our own in messages of errors: they were checked, or no caller gives them. So are constants. */
const OWN_WORDS = new Set([
  'method',
  'mode',
  'typeof body',
  'name',
  'wanted',
  'describeSteps(error)',
  'error.message',
  'response.type',
  'response.status',
])

// Not the command line, whose errors make their whole message visible, and whose printer makes every line visible.
const files = globSync('{src,adapters}/**/*.ts', { cwd: ROOT }).filter((file) => !file.startsWith('src/cli/'))

/** The values that a file writes into messages of errors. */
function valuesInErrors(file: string): string[] {
  const errors = readText(file).matchAll(/\bnew \w*Error\(\s*`([^`]*(?:\$\{[^}]*\}[^`]*)*)`/g)
  return Array.from(errors, ([, template = '']) =>
    Array.from(template.matchAll(/\$\{([^}]*)\}/g), ([, value = '']) => value),
  ).flat()
}

test('messages of errors write values from outside with src/wording', () => {
  const found = files.flatMap((file) => valuesInErrors(file).map((value) => ({ file, value })))
  expect(found.length).toBeGreaterThan(5)
  expect(
    found.filter(({ value }) => !WRITERS.test(value) && !OWN_WORDS.has(value) && !/^[A-Z_]+$/.test(value)),
  ).toEqual([])
})
