import { describe, expect, test } from 'vitest'
import { bundle } from './bundle.ts'
import { ADAPTERS, COMPANIONS, SPECIFIERS } from './project.ts'

/** Words that reveal code for a specific host. */
const HOST_WORDS: Readonly<Record<string, RegExp>> = {
  astro: /\bastro\b|isPrerendered/i,
  bun: /\bbun\b|requestIP/i,
  cloudflare: /cloudflare|\bworkers?\b|workerd|durable|waitUntil|passThroughOnException/i,
  deno: /\bdeno\b|remoteAddr/i,
  elysia: /\belysia\b|getServer/i,
  h3: /\bh3\b|errHeaders|crossws/i,
  hono: /\bhono\b|finalized/i,
  lambda: /lambda|\baws|isBase64Encoded/i,
  netlify: /netlify|sendConditionalRequest/i,
  node: /writeHead|rawHeaders|\bnode\b/i,
  'react-router': /react.?router|\bremix\b|loaders?\b/i,
  sveltekit: /svelte|isSubRequest/i,
  vercel: /vercel|\bnext\.?js\b|NextResponse|x-middleware/i,
}

/** Globals that some hosts lack, or that must not be used. `reportError` ends the process on Deno. */
const FORBIDDEN = [
  /\bprocess\b/,
  /\bBuffer\b/,
  /\bglobalThis\b/,
  /node:/,
  // Not the header `apollo-require-preflight`.
  /(?<!-)\brequire\b/,
  /\beval\b/,
  /\bnew Function\b/,
  /\breportError\b/,
  /\bimport\b/,
]

/** Removes sentences for people, which may name any host: string literals that have spaces. */
function withoutSentences(text: string): string {
  // All literals, because a pattern for those with spaces would also match the code between two others.
  return text.replaceAll(/"[^"\n]*"|'[^'\n]*'|`[^`\n]*`/g, (literal) => (literal.includes(' ') ? '' : literal))
}

/** Removes the Python program that prints the settings of Django. */
function withoutPython(text: string): string {
  return text.replaceAll(/import json, re;[^`]*?list\(o\)\)\)/g, '')
}

/** The matches of a pattern in a string, each with a few characters around it. */
function findAll(text: string, { source, flags }: RegExp): string[] {
  return text.match(new RegExp(`.{0,30}(${source}).{0,30}`, `g${flags}`)) ?? []
}

test('every adapter has a list of words', () => {
  expect(Object.keys(HOST_WORDS)).toEqual(ADAPTERS.toSorted())
})

test.each([
  ['A Worker', HOST_WORDS['cloudflare']],
  ['Deno.serve', HOST_WORDS['deno']],
  ["'x-middleware-next'", HOST_WORDS['vercel']],
  ['a=process.env', /\bprocess\b/],
])('%s would be found', (text, words) => {
  expect(findAll(text, words ?? /^$/)).toEqual([text])
})

describe.each(SPECIFIERS)('the bundle of %s', async (specifier) => {
  const own = specifier.replace('corsage/', '')
  const { text: bundled, files } = await bundle(specifier, '*')
  const text = withoutPython(bundled)

  /** The main source file, and other files that the bundle may contain. */
  const mains = {
    audit: 'src/audit/audit',
    browser: 'src/browser/user-agent',
    csrf: 'src/csrf/decide',
    explain: 'src/explain/explain',
    export: 'src/export/nginx/nginx',
    import: 'src/import/django/from-django',
    jsonp: 'src/jsonp/jsonp',
    origins: 'src/origins/store',
    presets: 'src/presets/catalog',
    rollout: 'src/rollout/shadow',
    routes: 'src/routes/routes',
    testing: 'src/testing/matrix',
  }
  const main = Object.hasOwn(mains, own) ? mains[own as keyof typeof mains] : 'src/cors'
  const allowed = COMPANIONS.includes(own) ? [own, 'browser'] : []
  // What takes a policy takes a table too, and has to recognise one. It needs neither the matcher nor the check of keys.
  const isAboutTables = (file: string): boolean =>
    ['audit', 'explain', 'export', 'rollout', 'testing'].includes(own) && /^src\/routes\/(table|paths)$/.test(file)

  test('has code', () => {
    expect(text.length).toBeGreaterThan(1000)
    expect(files).toContain(main)
  })

  test('has nothing of the command line', () => {
    expect(files.filter((file) => file.startsWith('src/cli/'))).toEqual([])
  })

  test('has no code of other companions', () => {
    const companions = files
      .filter((file) => COMPANIONS.some((name) => file.startsWith(`src/${name}/`)))
      .filter((file) => !isAboutTables(file))
    expect(companions.filter((file) => !allowed.some((name) => file.startsWith(`src/${name}/`)))).toEqual([])
  })

  // Explain knows by which headers to recognise an answer of these hosts, and a store of origins is called `fromD1`.
  const KNOWN: Readonly<Record<string, readonly string[]>> = {
    explain: ['cloudflare', 'vercel'],
    origins: ['cloudflare'],
  }
  const known = KNOWN[own] ?? [own]
  test.each(Object.entries(HOST_WORDS).filter(([host]) => !known.includes(host)))(
    'has no code for %s',
    (_host, words) => {
      expect(findAll(withoutSentences(text), words)).toEqual([])
    },
  )

  // A Caddyfile imports a snippet.
  const written = own === 'export' ? /\bimport\b/.source : undefined
  test.each(FORBIDDEN.filter(({ source }) => source !== written))('has no %s', (word) => {
    expect(findAll(text, word)).toEqual([])
  })

  test('has no code of other adapters', () => {
    const adapters = files.filter((file) => file.startsWith('adapters/'))
    expect(adapters).toEqual(ADAPTERS.includes(own) ? [`adapters/${own}`] : [])
  })
})

describe('tree shaking', () => {
  test('PolicyError alone includes nothing else', async () => {
    const { files } = await bundle('corsage', '{ PolicyError }')
    expect(files).toEqual(['src/policy/issues'])
  })

  test('parseOrigins alone includes no code of the server', async () => {
    const { files } = await bundle('corsage', '{ parseOrigins }')
    expect(files).toContain('src/policy/origins/parse')
    expect(files.filter((file) => !/^src\/(runtime|fetch|wording|policy)\//.test(file))).toEqual([])
  })

  test.each(ADAPTERS)('%s does not include csrf', async (adapter) => {
    const { files, text } = await bundle(`corsage/${adapter}`, '*')
    expect(files.filter((file) => file.startsWith('src/csrf/'))).toEqual([])
    expect(findAll(text, /deny-if-ambient|host-not-allowed|method-override/i)).toEqual([])
  })

  test.each([
    ['originStore', []],
    ['fromD1', ['binding', 'd1', 'lookup', 'row']],
    ['fromDenoKv', ['binding', 'deno-kv', 'lookup']],
    ['fromDurableObject', ['binding', 'durable-object', 'lookup']],
    ['fromHttp', ['http', 'lookup']],
    ['fromKv', ['binding', 'kv', 'lookup']],
    ['fromPostgres', ['binding', 'lookup', 'postgres', 'row']],
    ['fromRedis', ['binding', 'lookup', 'redis']],
    ['fromSqlite', ['lookup', 'row', 'sqlite']],
  ])('%s alone includes no other store', async (name, parts) => {
    const { files } = await bundle('corsage/origins', `{ ${name} }`)
    const stores = files.filter((file) => file.startsWith('src/origins/stores/'))
    expect(stores.toSorted()).toEqual(parts.map((part) => `src/origins/stores/${part}`))
  })

  test('cors alone does not include parseOrigins', async () => {
    const { files } = await bundle('corsage', '{ cors }')
    expect(files).not.toContain('src/policy/origins/parse')
  })
})
