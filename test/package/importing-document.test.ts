import { expect, test } from 'vitest'
import { readText } from './project.ts'

const page = readText('docs/importing.md')

/** The codes in the tables of a section. */
function codesIn(heading: string): string[] {
  const section = page.split(/^## /m).find((one) => one.startsWith(`${heading}\n`)) ?? ''
  return Array.from(section.matchAll(/^\| `([a-z-]+)` +\|/gm), ([, code = '']) => code)
}

test('docs/importing.md explains the codes of all five imports', () => {
  const source = readText('src/import/packages/source.ts')
  const codes = Array.from(source.matchAll(/^ {2}\| '([a-z-]+)'$/gm), ([, code = '']) => code)
  const explained = Array.from(page.matchAll(/^\| `([a-z-]+)` +\|/gm), ([, code = '']) => code)
  expect([...new Set(explained)].toSorted()).toEqual(codes.toSorted())
})

test.each(['What all of them refuse', 'hono/cors', 'cors', '@fastify/cors', 'itty-router', 'Spring'])(
  'the section %s lists each code once',
  (heading) => {
    const codes = codesIn(heading)
    expect(codes.length).toBeGreaterThan(1)
    expect([...new Set(codes)]).toEqual(codes)
  },
)
