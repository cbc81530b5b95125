import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The root folder of the project. */
export const ROOT: string = join(import.meta.dirname, '../..')

/** A row of the table of guarantees in SECURITY.md. */
export interface Guarantee {
  readonly text: string
  /** The numbers of the invariants that it names. */
  readonly numbers: readonly number[]
  /** The test files that it names. */
  readonly files: readonly string[]
}

/** The guarantees of SECURITY.md, in their order. */
export function readGuarantees(): Guarantee[] {
  const page = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8')
  const section = page.split('## What Corsage guarantees')[1]?.split('\n## ')[0] ?? ''
  const [, , ...rows] = section.split('\n').filter((line) => line.startsWith('|'))
  return rows.map((row) => {
    const [, text = '', tests = ''] = /^\| (.+?) +\| (.+?) +\|$/.exec(row) ?? []
    const files = Array.from(tests.matchAll(/`(test\/[^`]+)`/g), ([, file = '']) => file)
    return { text, numbers: numbersIn(tests.replaceAll(/`[^`]+`/g, '')), files }
  })
}

/** All numbers in a text. */
export function numbersIn(text: string): number[] {
  return Array.from(text.matchAll(/\d+/g), ([digits]) => Number(digits))
}
