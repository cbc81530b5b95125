import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { fromExpress, fromFastify, fromHono, fromItty, type PackageImport } from '../../../src/import/index.ts'
import { cors, type CorsOptions } from '../../../src/index.ts'
import { express, fastifyApp, hono, itty5, itty6, type Package } from './packages.ts'
import { EXPRESS, FASTIFY, HONO, ITTY_5, ITTY_6, type Row } from '../../portable/support/package-rows.ts'
import { type Server, verdictsOf } from '../../portable/support/verdicts.ts'

interface Subject {
  readonly name: string
  readonly read: (options: never) => PackageImport
  readonly make: Package
  readonly rows: readonly Row[]
}

const SUBJECTS: readonly Subject[] = [
  { name: 'hono/cors', read: fromHono, make: hono, rows: HONO },
  { name: 'cors', read: fromExpress, make: express, rows: EXPRESS },
  { name: '@fastify/cors', read: fromFastify, make: fastifyApp, rows: FASTIFY },
  { name: 'itty-router', read: fromItty, make: itty6, rows: ITTY_6 },
  { name: 'itty-router 5', read: (options) => fromItty(options, { version: 5 }), make: itty5, rows: ITTY_5 },
]

function serve(options: CorsOptions): Server {
  const wrapped = cors(options).wrap(() => new Response('Hello'))
  return async (request) => await wrapped(request)
}

function codesOf({ notes, refusals }: PackageImport): string[] {
  return [...refusals.map(({ code }) => `${code}!`), ...notes.map(({ code }) => code)]
}

describe.each(SUBJECTS)('$name', ({ read, make, rows }) => {
  it.each(
    rows.map(([options, findings, lost], at): [string, string, RegExp | undefined, () => unknown] => [
      `${at} ${inspect(options)}`,
      findings,
      lost,
      () => options,
    ]),
  )('%s has the findings %s', async (_title, findings, lost, getOptions) => {
    const options = getOptions()
    const result = read(options as never)
    const expected = findings.split(' ').filter(Boolean)
    const found = codesOf(result).filter((code) => code !== 'headers-reflected' || expected.includes(code))
    expect(found.toSorted()).toEqual(expected.toSorted())
    expect(result.options === undefined).toBe(result.refusals.length > 0)
    if (!result.options) return
    const theirs = await verdictsOf(make(options))
    const ours = await verdictsOf(serve(result.options))
    expect([...ours].filter((verdict) => !theirs.has(verdict))).toEqual([])
    const missing = [...theirs].filter((verdict) => !ours.has(verdict) && !lost?.test(verdict))
    // No browser sends upper case.
    expect(missing.filter((verdict) => !verdict.startsWith('https://APP.'))).toEqual([])
  })

  it('lets the witness of a refusal read', async () => {
    const witnesses = rows.flatMap(([options]) =>
      read(options as never).refusals.flatMap(({ witness }) => (witness === undefined ? [] : { options, witness })),
    )
    expect(witnesses.length).toBeGreaterThan(2)
    const found = await Promise.all(
      witnesses.map(async ({ options, witness }) => {
        const verdicts = await verdictsOf(make(options), [witness])
        return [options, witness, verdicts.size > 0]
      }),
    )
    expect(found.filter(([, , isRead]) => !isRead)).toEqual([])
  })
})
