import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readText, ROOT } from './project.ts'

/** The numbers of all invariants: promises for all options and requests. */
const NUMBERS = Array.from({ length: 43 }, (_, index) => index + 1)

const rows = readText('SECURITY.md').matchAll(/^\| .+ \| (?:invariants? ([\d, and]+), )?`(test\/[^`]+)` +\|$/gm)
const guarantees = Array.from(rows, ([, numbers = '', file = '']) => ({ numbers: numbersIn(numbers), file }))

describe('behind each guarantee of SECURITY.md stands a test', () => {
  test('and all rows of the table are read', () => {
    const lines = readText('SECURITY.md').split('## What Corsage guarantees')[1]!.split('\n## ')[0]!.split('\n')
    expect(guarantees).toHaveLength(lines.filter((line) => line.startsWith('| ')).length - 2)
  })

  test.each(guarantees)('$file, $numbers', ({ numbers, file }) => {
    expect(existsSync(join(ROOT, file))).toBe(true)
    expect(numbers.filter((number) => !namedIn(readText(file)).includes(number))).toEqual([])
  })
})

test('each invariant has a test with its number', () => {
  const files = globSync('test/{portable,hosts}/**/*.test.ts', { cwd: ROOT })
  const named = new Set(files.flatMap((file) => namedIn(readText(file))))
  expect(NUMBERS.filter((number) => !named.has(number))).toEqual([])
})

function namedIn(source: string): number[] {
  return Array.from(source.matchAll(/invariants? (\d+(?:(?:, | and )\d+)*)/g), ([, numbers = '']) =>
    numbersIn(numbers),
  ).flat()
}

function numbersIn(text: string): number[] {
  return Array.from(text.matchAll(/\d+/g), ([digits]) => Number(digits))
}
