import { globSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { parse } from 'tldts'
import { expect, test } from 'vitest'
import { audit } from '../../src/audit/index.ts'
import { csrf, protect } from '../../src/csrf/index.ts'
import { fromDjango, fromExpress, fromSpring } from '../../src/import/index.ts'
import { cors, type CorsOptions, parseOrigins } from '../../src/index.ts'
import { fromD1, fromDenoKv, fromKv, originStore, originTable } from '../../src/origins/index.ts'
import * as presetting from '../../src/presets/index.ts'
import { live } from '../../src/rollout/index.ts'
import { routes } from '../../src/routes/index.ts'
import { readExamples } from './examples.ts'
import { readText, ROOT } from './project.ts'

/** A program that readers copy: a block of a document, or a file of the examples. */
interface Program {
  readonly name: string
  readonly code: string
  /** The text beside it, where a finding has to be explained: its section of the document, or the file itself. */
  readonly text: string
}

const documents = globSync(['*.md', 'docs/*.md'], { cwd: ROOT })
const files = globSync('examples/**/*.ts', { cwd: ROOT, exclude: ['**/node_modules'] })
const programs: readonly Program[] = [
  ...documents.flatMap((file) => {
    const sections = readText(file).split(/^(?=## )/m)
    return readExamples(file, readText(file)).map(({ name, code }) => ({
      name,
      code,
      text: sections.find((section) => section.includes(code)) ?? '',
    }))
  }),
  ...files.map((name) => ({ name, code: readText(name), text: readText(name) })),
]

const MOUNTING = /\b(?:cors|withCors|pagesCors|corsRoute|corsMiddleware|protect|live)\(/g

/** A policy in a program, by the source of its options. */
const policies = programs.flatMap((program) => {
  const code = withoutComments(stripTypeScriptTypes(program.code))
  return Array.from(code.matchAll(MOUNTING), ({ index, 0: call }) => ({
    ...program,
    code,
    call,
    options: firstArgument(code, index + call.length),
  })).filter(({ call, options }) => !importsOf(code).includes(options) && !isForeign(call, code))
})

/** Whether a function comes from another library, as those in docs/migrating.md do. */
function isForeign(call: string, code: string): boolean {
  const names = Array.from(
    code.matchAll(/^import (?:(\w+)|\{([^}]*)\}) from '(?!corsage)/gm),
    ([, one, more]) => one ?? more!,
  )
  return names.some((list) => list.split(/[\s,]+/).includes(call.slice(0, -1)))
}

function withoutComments(code: string): string {
  return code.replaceAll(/^\s*\/\/.*$|\/\*\*[^]*?\*\/|(?<= )\/\/ .*$/gm, '')
}

function importsOf(code: string): string[] {
  return Array.from(code.matchAll(/^import \{([^}]*)\}/gm), ([, names = '']) => names.split(/[\s,]+/)).flat()
}

/** The first argument of a call: everything up to a comma or the closing bracket of the call itself. */
function firstArgument(code: string, start: number): string {
  let depth = 0
  for (const { index, 0: token } of code.slice(start).matchAll(/'(?:[^'\\]|\\.)*'|`[^`]*`|[([{]|[)\]}]|,/g)) {
    if (depth === 0 && /^[,)\]}]/.test(token)) return code.slice(start, start + index).trim()
    if (/^[([{]/.test(token)) depth++
    if (/^[)\]}]/.test(token)) depth--
  }
  throw new Error(`A call without an end: ${code.slice(start)}`)
}

/** The top-level declarations that an expression needs, in their order. */
function declarationsFor(expression: string, code: string): string {
  const all = Array.from(
    code.matchAll(/^(?:export )?((?:const|(?:async )?function) (\w+|\{[^}]*\})[^]*?)(?=^(?:[^\s)\]}]|$(?![^])))/gm),
    ([, declaration = '', names = '']) => ({ names: names.match(/\w+/g) ?? [], declaration }),
  )
  const needed = new Set<string>()
  const need = (text: string): void => {
    const words = new Set(text.replaceAll(/'(?:[^'\\]|\\.)*'/g, '').match(/\w+/g))
    for (const { names, declaration } of all)
      if (!needed.has(declaration) && names.some((name) => words.has(name))) {
        needed.add(declaration)
        need(declaration)
      }
  }
  need(expression)
  return all
    .map(({ declaration }) => declaration)
    .filter((declaration) => needed.has(declaration))
    .join('\n')
}

/** The names that programs import or get from their host, and their values. */
const KNOWN = {
  parseOrigins,
  cors,
  csrf,
  protect,
  fromDjango,
  fromExpress,
  fromSpring,
  live,
  routes,
  originStore,
  originTable,
  fromD1,
  fromDenoKv,
  fromKv,
  Deno: { env: new Map(), openKv: () => ({ get: async () => ({ value: null }) }) },
  ...presetting,
  env: environmentOf('examples/gateway/wrangler.toml'),
  readFileSync: () => 'https://app.example.com',
}

function environmentOf(file: string): Record<string, string | undefined> {
  return Object.fromEntries(
    Array.from(readText(file).matchAll(/^([A-Z_]+) = "(.*)"$/gm), ([, name = '', value]) => [name, value]),
  )
}

/** The options that a program gives: `undefined` where it gives a layer, whose own options stand in another call. */
async function evaluate(options: string, code: string): Promise<CorsOptions | undefined> {
  // Asynchronous, because a module may open its store by `await`.
  const AsyncFunction = evaluate.constructor as FunctionConstructor
  const read = new AsyncFunction(...Object.keys(KNOWN), `${declarationsFor(options, code)}\nreturn ${options}`) as (
    ...known: unknown[]
  ) => Promise<CorsOptions>
  const value = await read(...Object.values(KNOWN))
  return Object.hasOwn(value, 'wrap') ? undefined : value
}

const DB = { prepare: () => ({ bind: () => ({ first: () => null }) }) }

/** What hosts pass to a predicate. */
const CONTEXT = {
  request: new Request('https://api.example.com/acme/'),
  env: { TENANTS: { get: () => null }, ORIGINS: { get: () => null }, DB },
}

test('the policies of the documents and of the examples are there', () => {
  expect(policies.length).toBeGreaterThan(40)
  expect(new Set(policies.map(({ name }) => name.split(':')[0]))).toContain('examples/gateway/worker.ts')
})

test.each(policies)(
  'each finding about the policies in $name is explained beside them',
  async ({ options, code, text }) => {
    const given = await evaluate(options, code)
    const settings = {
      csrf: code.includes("'corsage/csrf'"),
      context: CONTEXT,
      publicSuffixes: (host: string) => parse(host, { allowPrivateDomains: true }),
    }
    const findings = given ? await audit(given, settings) : []
    const unexplained = findings.filter(({ rule }) => !text.includes(rule))
    expect(unexplained.map(({ rule, message, fix }) => `${rule}: ${message}. ${fix}`)).toEqual([])
  },
)
