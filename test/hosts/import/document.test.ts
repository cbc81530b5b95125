import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  fromExpress,
  fromFastify,
  fromHono,
  fromItty,
  fromSpring,
  type PackageImport,
} from '../../../src/import/index.ts'
import { CONFIGURATIONS } from '../../portable/support/spring-configurations.ts'
import { EXPRESS, FASTIFY, HONO, ITTY_5, ITTY_6 } from '../../portable/support/package-rows.ts'

const page = readFileSync(new URL('../../../docs/importing.md', import.meta.url), 'utf8')
const refusals = readFileSync(new URL('../../../docs/refusals.md', import.meta.url), 'utf8')

function codesIn(heading: string): string[] {
  const section = page.split(/^## /m).find((one) => one.startsWith(`${heading}\n`)) ?? ''
  return Array.from(section.matchAll(/^\| `([a-z-]+)` +\|/gm), ([, code = '']) => code)
}

const isOfPolicy = (code: string): boolean => refusals.includes(`## ${code}\n`)
const SHARED = codesIn('What all of them refuse')

describe.each([
  ['hono/cors', fromHono, HONO],
  ['cors', fromExpress, EXPRESS],
  ['@fastify/cors', fromFastify, FASTIFY],
  ['itty-router', fromItty, ITTY_6],
  ['Spring', fromSpring, [...CONFIGURATIONS, [{ '/a?': {}, '/**': {}, '/b': {} }, '']]],
] as const)('the table of %s', (heading, read: (options: never) => PackageImport, rows) => {
  it('has the codes that its options lead to', () => {
    const results = [
      ...rows.map(([options]) => read(options as never)),
      ...(heading === 'itty-router' ? ITTY_5.map(([options]) => fromItty(options as never, { version: 5 })) : []),
    ]
    const codes = results.flatMap((result) => [...result.notes, ...result.refusals].map(({ code }) => code as string))
    const own = [...new Set(codes)].filter((code) => !isOfPolicy(code) && !SHARED.includes(code))
    expect(own.toSorted()).toEqual(codesIn(heading).toSorted())
    expect(SHARED.filter((code) => !codes.includes(code) && heading !== 'Spring')).toEqual([])
  })
})
