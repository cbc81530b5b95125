import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cors } from '../../../src/index.ts'
import { type LayerOptions, LAYERS } from '../../hosts/cors-layers/layers.ts'
import { ROOT } from '../../package/project.ts'
import { APP, codesOf, probeServer } from './probe.ts'

const isInstalled = existsSync(join(ROOT, 'test/hosts/cors-layers/node_modules'))
if (!isInstalled) {
  const message = 'Without the CORS layers of other projects, which are not probed: npm run hosts:install'
  if (process.env['CI'] === 'true') throw new Error(message)
  console.warn(message)
}

interface Setup {
  readonly options: LayerOptions
  /** Headers that the application sets itself. */
  readonly more?: Readonly<Record<string, string>>
}

const LIST = { origin: [APP, 'https://admin.example.com'], credentials: true, methods: ['GET', 'PUT'], maxAge: 600 }

const SETUPS = {
  'a list with credentials': { options: LIST },
  'one string': { options: { origin: APP } },
  'only credentials': { options: { credentials: true } },
  '* with credentials': { options: { origin: '*', credentials: true } },
  'no options': { options: {} },
  'a RegExp without an end': { options: { origin: /app\.example/, credentials: true } },
  'a RegExp with the flag g': { options: { origin: /^https:\/\/app\.example\.com$/g, credentials: true } },
  'a list with null': { options: { origin: [APP, 'null'], credentials: true } },
  'an empty list': { options: { origin: [], credentials: true } },
  'a string with a star': { options: { origin: 'https://*.app.example.com', credentials: true } },
  'a list without schemes': { options: { origin: ['app.example.com'], credentials: true } },
  'an async function that refuses': { options: { origin: async () => false, credentials: true } },
  'a max-age of -1': { options: { origin: [APP], maxAge: -1 } },
  'an application with *': { options: LIST, more: { 'access-control-allow-origin': '*' } },
  'an application with another origin': {
    options: LIST,
    more: { 'access-control-allow-origin': 'https://other.example' },
  },
  'an application with Vary': { options: LIST, more: { vary: 'Origin' } },
  'an application that is cached': { options: LIST, more: { 'cache-control': 'public, max-age=60' } },
} satisfies Readonly<Record<string, Setup>>

const NAMES = Object.keys(LAYERS)
const except = (...names: readonly string[]): string[] => NAMES.filter((name) => !names.includes(name))

const REFLECTING = [
  'itty-router',
  'itty-router 6',
  '@elysiajs/cors',
  '@whatwg-node/server',
  '@orpc/server',
  'remix-utils',
  '@remix-run/cors-middleware',
  '@hattip/cors',
  '@koa/cors',
  '@adonisjs/cors',
]
const REFLECTING_STAR = [
  'itty-router',
  'itty-router 6',
  '@whatwg-node/server',
  '@remix-run/cors-middleware',
  '@koa/cors',
  '@adonisjs/cors',
]
const WITH_REGEXPS = [
  'cors',
  '@fastify/cors',
  'itty-router',
  'itty-router 6',
  '@elysiajs/cors',
  'edge-cors',
  'remix-utils',
  '@remix-run/cors-middleware',
]
const WITHOUT_VARY = [
  'h3 1',
  'itty-router',
  'itty-router 6',
  '@whatwg-node/server',
  'remix-utils',
  '@remix-run/cors-middleware',
  '@hattip/cors',
  '@adonisjs/cors',
]

/** What is known about the layers: in which setup a finding belongs to which of them. */
const KNOWN: readonly (readonly [keyof typeof SETUPS, string, readonly string[]])[] = [
  ['only credentials', 'high any-origin-with-credentials', REFLECTING],
  ['only credentials', 'high null-origin-with-credentials', REFLECTING],
  ['only credentials', 'low wildcard-with-credentials', except(...REFLECTING)],
  ['* with credentials', 'high any-origin-with-credentials', REFLECTING_STAR],
  ['* with credentials', 'low wildcard-with-credentials', except(...REFLECTING_STAR)],
  ['no options', 'high any-origin-with-credentials', ['@elysiajs/cors', '@whatwg-node/server', '@adonisjs/cors']],
  ['a RegExp without an end', 'high origin-prefix', WITH_REGEXPS],
  ['a RegExp without an end', 'high origin-top-level', WITH_REGEXPS],
  ['a RegExp without an end', 'high insecure-origin', WITH_REGEXPS],
  ['a list with null', 'high null-origin-with-credentials', NAMES],
  ['an empty list', 'high any-origin-with-credentials', ['@whatwg-node/server']],
  ['a string with a star', 'high any-origin-with-credentials', ['@whatwg-node/server']],
  ['a list without schemes', 'high insecure-origin', ['@elysiajs/cors']],
  ['an async function that refuses', 'high any-origin-with-credentials', ['h3 2', 'h3 1', '@whatwg-node/server']],
  ['an async function that refuses', 'low allow-origin-invalid', ['itty-router', 'itty-router 6']],
  ['a max-age of -1', 'low max-age-invalid', except('h3 1', '@remix-run/cors-middleware')],
  ['a list with credentials', 'low vary-missing', WITHOUT_VARY],
  ['an application that is cached', 'high vary-missing', WITHOUT_VARY],
  ['an application with *', 'info any-origin', NAMES],
  ['an application with Vary', 'info vary-duplicate', ['hono/cors', 'edge-cors', 'remix-utils', '@hattip/cors']],
  ['a list with credentials', 'low error-without-headers', ['@orpc/server']],
  ['a list with credentials', 'low echoes-request-headers', ['@elysiajs/cors']],
  [
    'a list with credentials',
    'info credentials-on-refused',
    [
      'hono/cors',
      'cors',
      '@fastify/cors',
      'h3 2',
      'h3 1',
      'itty-router',
      'itty-router 6',
      '@elysiajs/cors',
      '@orpc/server',
      'edge-cors',
      'remix-utils',
    ],
  ],
  [
    'a list with credentials',
    'info length-without-content',
    ['cors', '@fastify/cors', '@whatwg-node/server', 'edge-cors'],
  ],
  [
    'a list with credentials',
    'info options-swallowed',
    [
      'hono/cors',
      'cors',
      'itty-router',
      'itty-router 6',
      '@whatwg-node/server',
      '@orpc/server',
      'edge-cors',
      'remix-utils',
    ],
  ],
]

/** Layers without RegExps, which throw or hang; what they do with one is not theirs to know. */
const isMeant = (name: string, setup: string): boolean =>
  (!setup.includes('RegExp') || WITH_REGEXPS.includes(name)) &&
  !(setup.includes('async') && /^(cors|@adonisjs\/cors)$/.test(name))

describe.skipIf(!isInstalled)('the CORS layers of other projects', () => {
  const found = new Map<string, readonly string[]>()

  describe.each(NAMES)('%s', (name) => {
    const setups = Object.entries<Setup>(SETUPS).filter(([setup]) => isMeant(name, setup))

    test.each(setups)('with %s', async (setup, { options, more }) => {
      const { probed, received } = await probeServer(await LAYERS[name]!(options, more))
      const codes = codesOf(probed)
      found.set(`${name}: ${setup}`, codes)
      expect(probed.requests).toEqual({ announced: received, sent: received })
      expect(() => cors(probed.policy.options)).not.toThrow()
      const known = KNOWN.filter(([where]) => where === setup)
      const expected = known.flatMap(([, code, names]) => (names.includes(name) ? code : []))
      const unexpected = known.flatMap(([, code, names]) => (names.includes(name) ? [] : code))
      expect(codes).toEqual(expect.arrayContaining(expected))
      expect(unexpected.filter((code) => codes.includes(code))).toEqual([])
    })
  })

  test('all findings are reviewed', async () => {
    const lines = [...found].map(([where, codes]) => `${where}: ${codes.join(', ') || 'nothing'}\n`)
    await expect(lines.toSorted().join('')).toMatchFileSnapshot('layers.txt')
  })
})
