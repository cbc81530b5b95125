import esbuildPlugin from '@size-limit/esbuild'
import filePlugin from '@size-limit/file'
import sizeLimit from 'size-limit'
import { expect, test } from 'vitest'
import { ADAPTERS, builtEntry, withoutCsrf } from './project.ts'

/**
 * Bytes of `import { cors } from 'corsage'`, minified and gzipped. The goal was 3000: docs/decisions/0005-size.md has
 * what each feature costs, and why no rule was dropped for it.
 */
const CORE_BUDGET = 6380

/** Bytes that an adapter may add: what it knows of its host, and nothing that it repeats of the core. */
const ADAPTER_BUDGET = 400
/** A hundred and fifty of them for requests that have read their cookies already, and for what is behind a middleware. */
const VERCEL_BUDGET = 550
/** Seventy of them for cookies that something before has read. */
const BUN_BUDGET = 470
const ADAPTER_BUDGETS: Readonly<Record<string, number>> = { bun: BUN_BUDGET, vercel: VERCEL_BUDGET }

/** Bytes that an adapter may add to the core and the guard, for all that it exports. */
const CSRF_BUDGET = 1800

async function sizeOf(specifier: string, names: string): Promise<number> {
  return await sizeOfBoth([specifier, names])
}

async function sizeOfBoth(...imports: readonly (readonly [specifier: string, names: string])[]): Promise<number> {
  const entries = imports.map(([specifier, names]) => [builtEntry(specifier), names])
  const check = { path: [], files: [], import: Object.fromEntries(entries) as Record<string, string>, gzip: true }
  const [result] = await sizeLimit([...esbuildPlugin, ...filePlugin], { checks: [check] })
  return result?.size ?? Number.NaN
}

test(`the core fits into ${CORE_BUDGET} bytes`, async () => {
  const size = await sizeOf('corsage', '{ cors }')
  console.info(`{ cors }: ${size} B`)
  expect(size).toBeGreaterThan(1000)
  expect(size).toBeLessThanOrEqual(CORE_BUDGET)
})

/**
 * The browser's half is in `explain`, which adds its sentences (docs/decisions/0008-size-of-explain.md). The goal of `jsonp`
 * was 800, of which its headers and the reserved words alone take 350 (docs/decisions/0005-size.md).
 */
const COMPANION_BUDGETS = [
  // The goal was 9,000. Of these, 4,000 are the core's, which says what is wrong with options, and 1,900 sentences.
  ['audit', '*', 13_300],
  ['browser', '*', 14_000],
  // One name: a namespace would be an object around it.
  ['csrf', '{ csrf }', 1536],
  ['explain', '*', 29_200],
  ['jsonp', '{ jsonp }', 1_200],
] as const

test.each(COMPANION_BUDGETS)('%s, %s, fits into %i bytes', async (companion, names, budget) => {
  const size = await sizeOf(`corsage/${companion}`, names)
  console.info(`${companion}: ${size} B`)
  expect(size).toBeGreaterThan(1000)
  expect(size).toBeLessThanOrEqual(budget)
})

/** What comes on top of `{ cors }`, of which it has the half that checks options. */
test('audit adds at most 9000 bytes to the core', async () => {
  const names = Object.keys(await import(builtEntry('corsage/audit'))).join(', ')
  const core = await sizeOf('corsage', '{ cors }')
  const both = await sizeOfBoth(['corsage', '{ cors }'], ['corsage/audit', `{ ${names} }`])
  console.info(`audit: ${both - core} B more`)
  expect(both - core).toBeLessThanOrEqual(9000)
})

test.each([
  ['{ PolicyError }', 400],
  ['{ parseOrigins }', 3500],
])('%s alone brings little along: %i bytes', async (names, budget) => {
  expect(await sizeOf('corsage', names)).toBeLessThanOrEqual(budget)
})

// By name, as users do: a namespace would add an object with all of them.
async function addedBy(adapter: string, choose: (names: readonly string[]) => readonly string[]): Promise<number> {
  const names = choose(Object.keys(await import(builtEntry(`corsage/${adapter}`)))).join(', ')
  return (await sizeOf(`corsage/${adapter}`, `{ ${names} }`)) - (await sizeOf('corsage', '{ cors }'))
}

test.each(ADAPTERS.map((name) => [name, ADAPTER_BUDGETS[name] ?? ADAPTER_BUDGET] as const))(
  '%s adds at most %i bytes for CORS',
  async (adapter, budget) => {
    const added = await addedBy(adapter, withoutCsrf)
    console.info(`${adapter}: ${added} B more`)
    expect(added).toBeGreaterThan(0)
    expect(added).toBeLessThanOrEqual(budget)
  },
)

test.each(ADAPTERS)(`%s adds at most ${CSRF_BUDGET} bytes with its guard`, async (adapter) => {
  const added = await addedBy(adapter, (names) => names)
  console.info(`${adapter}: ${added} B more, with csrf`)
  expect(added).toBeGreaterThan(1000)
  expect(added).toBeLessThanOrEqual(CSRF_BUDGET)
})
