import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AutoRouter, cors } from 'itty-router-6'
import { describe, expect, test } from 'vitest'
import { expectBuild } from '../support/build.ts'
import { findChanges } from './changes.ts'
import { describeDefaults, describeOrigins } from './defaults.ts'
import { LIBRARIES } from './libraries.ts'
import { MOVES } from './moves.ts'
import { CHANGES, DEFAULTS, optionsIn, ORIGINS, readPage, type TableRow, withTables } from './page.ts'

/** What was observed: the rows of each table of the page. */
const tables: (readonly [heading: string, first: string, rows: readonly TableRow[]])[] = []

/** What every program does after the move, so that a server that answers nothing right is noticed. */
const WORKING = {
  'GET, listed origin': { status: '200', page: 'reads' },
  'GET, other origin': { status: '200', page: 'reads nothing' },
  'PUT, listed origin': { status: '200', page: 'reads' },
  preflight: { status: '204', page: 'may send' },
  'preflight, other origin': { page: 'may not send' },
  'preflight for PATCH': { page: 'may not send' },
  'preflight for `x-other`': { page: 'may not send' },
  'other OPTIONS': { status: '200', application: 'runs' },
  'thrown error': { status: '500', page: 'reads' },
  redirect: { status: expect.stringMatching(/^30[27]$/), page: 'reads' },
  'missing route': { status: '404' },
  'own `Vary`': { 'Vary: accept': 'sent', 'Vary: origin': 'sent' },
  'own `*`, other origin': { status: '200', page: 'reads nothing' },
}

describe('each change after the move has a reason', () => {
  test.each(MOVES)(
    '$heading',
    async ({ heading, observe, others = [] }) => {
      expectBuild()
      const [before = {}, after = {}, ...more] = await observe()
      expect(more).toMatchObject(others)
      expect(after).toMatchObject(WORKING)
      const changes = findChanges(before, after)
      expect(changes.length).toBeGreaterThan(0)
      tables.push([heading, CHANGES, changes])
    },
    300_000,
  )
})

test('the defaults of the libraries differ', async () => {
  const rows = await Promise.all(Object.entries(LIBRARIES).map(([name, library]) => describeDefaults(name, library)))
  expect(rows[0]).toEqual(['Corsage', 'an error', 'an error', 'refused', 'refused'])
  tables.push(['Defaults', DEFAULTS, rows])
})

test('the libraries take values of origin in different ways', async () => {
  const rows = await Promise.all(Object.entries(LIBRARIES).map(([name, library]) => describeOrigins(name, library)))
  expect(rows[0]).toEqual(['Corsage', 'compared', 'an error', 'works'])
  tables.push(['Defaults', ORIGINS, rows])
})

// Run with -u, this writes the tables.
test('the tables of the page say what was observed', async () => {
  expect(tables.length).toBeGreaterThan(0)
  const file = join(import.meta.dirname, '../../../docs/migrating.md')
  await expect(withTables(readPage(), tables)).toMatchFileSnapshot(file)
})

describe('the other libraries', () => {
  const { Corsage, ...others } = LIBRARIES

  test.each(Object.entries(others))('%s ignores an unknown option', async (_name, { serve }) => {
    const response = await serve({ origin: ['https://app.example.com'], unknown: 1 })('GET', {
      Origin: 'https://app.example.com',
    })
    expect(response.headers.get('access-control-allow-origin')).toBe('https://app.example.com')
  })

  test('Corsage does not', () => {
    expect(() => Corsage!.serve({ origin: '*', unknown: 1 })).toThrow('unknown')
  })

  test('itty-router 6.0.0 turns every status into 200', async () => {
    const { corsify } = cors()
    const router = AutoRouter({ finally: [corsify] }).get('/', () => new Response(null, { status: 404 }))
    expect((await router.fetch(new Request('https://api.example/'))).status).toBe(200)
  })
})

describe('the page translates every option', () => {
  /** Where the types of a library have its options. */
  const TYPES: readonly (readonly [heading: string, file: string, declaration: string])[] = [
    ['hono/cors', 'hono/dist/types/middleware/cors/index.d.ts', 'type CORSOptions = '],
    ['cors (Express)', '@types/cors/index.d.ts', 'interface CorsOptions '],
    ['@fastify/cors', '@fastify/cors/types/index.d.ts', 'export interface FastifyCorsOptions '],
    ['itty-router', 'itty-router/cors.d.ts', 'export type CorsOptions = '],
    ['h3', 'h3/dist/h3.d.mts', 'export interface CorsOptions '],
    ['h3', 'h3-1/dist/index.d.ts', 'interface H3CorsOptions '],
    ['@elysiajs/cors', '@elysiajs/cors/dist/index.d.ts', 'export interface CORSConfig '],
  ]

  test.each(TYPES)('of %s in %s', (heading, file, declaration) => {
    const [, after = ''] = readFileSync(`node_modules/${file}`, 'utf8').split(`${declaration}{`)
    const names = Array.from(after.split(/^ *\};?$/m)[0]!.matchAll(/^ +(\w+)\?:/gm), ([, name = '']) => name)
    expect(names.length).toBeGreaterThan(4)
    const translated = optionsIn(readPage(), heading)
    expect(names.filter((name) => !translated.includes(name))).toEqual([])
  })
})
