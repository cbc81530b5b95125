import esbuildPlugin from '@size-limit/esbuild'
import filePlugin from '@size-limit/file'
import sizeLimit from 'size-limit'
import { expect, test } from 'vitest'
import { ADAPTERS, builtEntry, withoutCsrf } from './project.ts'

/**
 * Bytes of `import { cors } from 'corsage'`, minified and gzipped. The goal was 3000: docs/decisions/0005-size.md has
 * what each feature costs, and why no rule was dropped for it.
 */
const CORE_BUDGET = 6100

/** Bytes that an adapter may add: what it knows of its host, and nothing that it repeats of the core. */
const ADAPTER_BUDGET = 400

/** Bytes that an adapter may add to the core and the guard, for all that it exports. */
const CSRF_BUDGET = 1800

async function sizeOf(specifier: string, names: string): Promise<number> {
  const check = { path: [], files: [], import: { [builtEntry(specifier)]: names }, gzip: true }
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
 * The browser's half is in `explain`, which adds its sentences: the goal was 8,000 on top of it. Half of that is text, a good
 * sentence for every failure, step and warning; nobody ships it to users. `csrf` is one name: a namespace would be an
 * object around it.
 */
const COMPANION_BUDGETS = [
  ['browser', '*', 14_000],
  ['csrf', '{ csrf }', 1500],
  ['explain', '*', 25_700],
] as const

test.each(COMPANION_BUDGETS)('%s, %s, fits into %i bytes', async (companion, names, budget) => {
  const size = await sizeOf(`corsage/${companion}`, names)
  console.info(`${companion}: ${size} B`)
  expect(size).toBeGreaterThan(1000)
  expect(size).toBeLessThanOrEqual(budget)
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

test.each(ADAPTERS)(`%s adds at most ${ADAPTER_BUDGET} bytes for CORS`, async (adapter) => {
  const added = await addedBy(adapter, withoutCsrf)
  console.info(`${adapter}: ${added} B more`)
  expect(added).toBeGreaterThan(0)
  expect(added).toBeLessThanOrEqual(ADAPTER_BUDGET)
})

test.each(ADAPTERS)(`%s adds at most ${CSRF_BUDGET} bytes with its guard`, async (adapter) => {
  const added = await addedBy(adapter, (names) => names)
  console.info(`${adapter}: ${added} B more, with csrf`)
  expect(added).toBeGreaterThan(1000)
  expect(added).toBeLessThanOrEqual(CSRF_BUDGET)
})
