import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as astro from '../../../adapters/astro.ts'
import * as bun from '../../../adapters/bun.ts'
import * as cloudflare from '../../../adapters/cloudflare.ts'
import * as deno from '../../../adapters/deno.ts'
import * as elysia from '../../../adapters/elysia.ts'
import * as h3 from '../../../adapters/h3.ts'
import * as hono from '../../../adapters/hono.ts'
import * as lambda from '../../../adapters/lambda.ts'
import * as netlify from '../../../adapters/netlify.ts'
import * as node from '../../../adapters/node.ts'
import * as reactRouter from '../../../adapters/react-router.ts'
import * as sveltekit from '../../../adapters/sveltekit.ts'
import * as vercel from '../../../adapters/vercel.ts'
import * as auditing from '../../../src/audit/index.ts'
import * as browsing from '../../../src/browser/index.ts'
import * as guarding from '../../../src/csrf/index.ts'
import * as explaining from '../../../src/explain/index.ts'
import * as importing from '../../../src/import/index.ts'
import * as core from '../../../src/index.ts'
import * as scripting from '../../../src/jsonp/index.ts'
import * as tenants from '../../../src/origins/index.ts'
import * as presetting from '../../../src/presets/index.ts'
import * as rolling from '../../../src/rollout/index.ts'
import * as routing from '../../../src/routes/index.ts'
import * as testing from '../../../src/testing/index.ts'
import { HIDDEN, HOSTILE, linesIn, outcomesOf, tamperedWith } from '../support/hidden.ts'
import { OUTPUTS_ABOUT_CALLS } from '../support/outputs-about-calls.ts'
import { OUTPUTS_ABOUT_OPTIONS } from '../support/outputs-about-options.ts'
import { OUTPUTS_ABOUT_STORES } from '../support/outputs-about-stores.ts'

/*
 * What is for readers, and what is data for programs (docs/decisions/0012-wording-of-messages.md).
 *
 * Sentences are for readers: messages, fixes, explanations, tables, Markdown, SARIF, and the errors in answers of
 * `jsonp`. So are the path and the witness of a finding, and the path of an issue, because loggers print them next to
 * the message. No hidden character is in any of these.
 *
 * Data stays as it came, because programs compare it: `origin`, `method` and `refusedHeaders` of a decision, `value` and
 * `suggestion` of an issue, `actual`, `expected`, `trace` and `cause` of a `CorsError`, the rows of a matrix, header
 * values, and the data of `jsonp`. An error of the application is the application's own object: `onError` gets it, and
 * the console prints it, as it was thrown.
 */
const OUTPUTS = [...OUTPUTS_ABOUT_OPTIONS, ...OUTPUTS_ABOUT_STORES, ...OUTPUTS_ABOUT_CALLS]
const ROOMS = [
  astro,
  bun,
  cloudflare,
  deno,
  elysia,
  h3,
  hono,
  lambda,
  netlify,
  node,
  reactRouter,
  sveltekit,
  vercel,
  auditing,
  browsing,
  guarding,
  explaining,
  importing,
  core,
  scripting,
  tenants,
  presetting,
  rolling,
  routing,
  testing,
]

/** Values that a message writes, or describes by a kind or a name that somebody chose. */
const VALUES: readonly unknown[] = [
  HOSTILE,
  `https://${HOSTILE}`,
  `https://*.${HOSTILE}`,
  `${HOSTILE}://a.example`,
  ` https://a.example ${HOSTILE}`,
  `https://a.example/${HOSTILE}`,
  `http://a.example\u202E`,
  `x-a,${HOSTILE}`,
  `POST /${HOSTILE}`,
  '\uD800',
  Symbol(HOSTILE),
  [HOSTILE],
  [[HOSTILE, HOSTILE]],
  { [HOSTILE]: HOSTILE, toString: () => HOSTILE, toJSON: () => HOSTILE, [Symbol.toStringTag]: HOSTILE },
  new (class {
    get [Symbol.toStringTag](): string {
      return HOSTILE.repeat(99)
    }
  })(),
  new Error(HOSTILE),
  new Map([[HOSTILE, HOSTILE]]),
  Object.defineProperty(() => {}, 'name', { value: HOSTILE }),
  Object(HOSTILE),
  7n,
  null,
]

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}))
afterEach(() => void vi.restoreAllMocks())

describe('no hidden character reaches a reader from', () => {
  test.each(OUTPUTS.map(([, name, act]) => [name, act] as const))('%s', async (_, act) => {
    const outcomes = await outcomesOf(...VALUES.map((value) => () => act(value)))
    const lines = outcomes.flatMap(linesIn)
    expect([...new Set(lines.filter((line) => HIDDEN.test(line)))]).toEqual([])
  })
})

test('every function that is exported is among them', () => {
  const callees = new Set(OUTPUTS.map(([callee]) => callee))
  const exported = ROOMS.flatMap((room) => Object.entries(room)).filter(([, value]) => typeof value === 'function')
  expect(exported.filter(([, value]) => !callees.has(value)).map(([name]) => name)).toEqual([])
})

describe('Markdown has no markup from outside', () => {
  /** What is left without code, escaped characters, and the emphasis and links that are ours. */
  const markupIn = (markdown: string): string =>
    markdown
      .replaceAll(/^ {4}.*$/gm, '')
      .replaceAll(/\\[*<>[\]_|\\`]|`[^`]+`/g, '')
      .replaceAll(/\[[\w-]+\]\(https:[\w.:/#-]+\)/g, '')
      .replaceAll('**', '')

  test('in an explanation that was changed while it was JSON', async () => {
    const policy = core.cors({ origin: ['https://app.example.com'] })
    const question = { policy, page: 'http://app.example.com', url: 'https://api.example.com/', method: 'PUT' }
    const explanation = await explaining.explain(question)
    expect(markupIn(explaining.render(explanation, 'markdown'))).not.toMatch(/[`<>[\]|*]/)
    expect(markupIn(explaining.render(tamperedWith(explanation, HOSTILE), 'markdown'))).not.toMatch(/[`<>[\]|*]/)
  })

  test('in findings that were changed while they were JSON', () => {
    const findings = auditing.audit({ origin: ['http://app.example.com'], credentials: true })
    expect(markupIn(auditing.toMarkdown(findings))).not.toMatch(/[`<>[\]|*]/)
    expect(markupIn(auditing.toMarkdown(tamperedWith(findings, HOSTILE)))).not.toMatch(/[`<>[\]|*]/)
  })
})
