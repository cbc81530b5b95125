import { existsSync, globSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { mutatedFile } from '../mutation/claims/mutated.ts'
import { CLAIMS } from '../mutation/claims/table.ts'
import { numbersIn, readGuarantees } from '../mutation/guarantees.ts'
import { readText, ROOT } from './project.ts'

/** The numbers of all invariants: promises for all options and requests. */
const NUMBERS = Array.from({ length: 46 }, (_, index) => index + 1)

const guarantees = readGuarantees()

describe('behind each guarantee of SECURITY.md stands a test', () => {
  test('and all rows of the table are read', () => {
    const lines = readText('SECURITY.md').split('## What Corsage guarantees')[1]!.split('\n## ')[0]!.split('\n')
    expect(guarantees).toHaveLength(lines.filter((line) => line.startsWith('| ')).length - 2)
    expect(guarantees.filter(({ text, files }) => !text || files.length === 0)).toEqual([])
  })

  test.each(guarantees)('$text', ({ numbers, files }) => {
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([])
    expect(numbers.filter((number) => !files.some((file) => namedIn(readText(file)).includes(number)))).toEqual([])
  })
})

// `npm run mutants:claims` shows that these tests notice when the guarantee is broken.
describe('each guarantee of SECURITY.md can be broken', () => {
  test.each(guarantees)('$text', ({ text }) => {
    expect(CLAIMS.filter(({ guarantee }) => text.startsWith(guarantee))).toHaveLength(1)
  })

  test.each(CLAIMS)('by changes that apply to the source: $guarantee …', ({ guarantee, mutations }) => {
    expect(guarantees.filter(({ text }) => text.startsWith(guarantee))).toHaveLength(1)
    expect(mutations.length).toBeGreaterThan(2)
    for (const mutation of mutations) {
      const changed = mutatedFile(mutation)
      expect(() => stripTypeScriptTypes(changed)).not.toThrow()
    }
  })

  test('in different ways', () => {
    for (const { mutations } of CLAIMS) {
      expect(new Set(mutations.map(([why]) => why)).size).toBe(mutations.length)
      expect(new Set(mutations.map(([, ...change]) => change.join())).size).toBe(mutations.length)
    }
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
