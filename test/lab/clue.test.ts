import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readClue } from '../../lab/page/clue/read-clue.ts'
import { applyFix } from '../../lab/page/model/fix.ts'
import { ENGINES, type Result, run } from '../../lab/page/model/run.ts'
import { DEFAULT_SCENE, type Scene } from '../../lab/page/scene/scene.ts'
import { readConsole } from '../../src/clues/index.ts'
import type { FailureCode } from '../../src/browser/terms/failure.ts'
import { explain } from '../../src/explain/index.ts'
import { API, FAILURE_ROWS, PAGE, serverOf } from '../portable/support/failures.ts'

async function resultOf(scene: Scene): Promise<Result> {
  const outcome = await run(scene)
  if ('message' in outcome) throw new Error(outcome.message)
  return outcome
}

/** Failures whose fix is nothing that the lab's form has, or needs more than one change. The lab still explains them. */
const ONLY_EXPLAINED = new Set([
  'preflight-acam-invalid',
  'preflight-network-error',
  'network-error',
  'scheme-not-http',
  'blocked-bad-port',
  'redirect-invalid-location',
  'redirect-non-http',
  'redirect-too-many',
  'redirect-credentials-in-url',
])

/** Failures of calls with options that the form does not have, or without a message of their own. */
const UNSAID = new Set([
  'preflight-acah-invalid',
  'mode-same-origin',
  'no-cors-redirect-mode',
  'redirect-mode-error',
  'redirect-stream-body',
  'keepalive-quota',
  'corp-blocked',
])

/** What the consoles say today about a header that is not allowed. */
const HEADER_MESSAGES = [
  "Access to fetch at 'https://api.example.com/users' from origin 'https://app.example.com' has been blocked by CORS policy: Request header field content-type is not allowed by Access-Control-Allow-Headers in preflight response.",
  'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.example.com/users. (Reason: header ‘content-type’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response).',
  'Request header field content-type is not allowed by Access-Control-Allow-Headers.',
]

describe('from a pasted message to the fix', () => {
  test.each(Object.keys(FAILURE_ROWS).filter((code) => !UNSAID.has(code)))('%s', async (code) => {
    const messages = code === 'preflight-header-not-allowed' ? HEADER_MESSAGES : await messagesOf(code as FailureCode)
    expect(messages.length).toBeGreaterThan(0)
    for (const message of messages) {
      // oxlint-disable-next-line no-await-in-loop
      const { found } = await readClue(message, DEFAULT_SCENE)
      const scene = found.find(({ title }) => title === code)!.scene
      // oxlint-disable-next-line no-await-in-loop
      const { explanation } = await resultOf(scene)
      expect(explanation.verdict.code).toBe(code)
      expect(explanation.fixes.length).toBeGreaterThan(0)
      if (ONLY_EXPLAINED.has(code)) continue
      const fix = explanation.fixes.map((one) => applyFix(scene, one, explanation)).find((one) => one)
      // oxlint-disable-next-line no-await-in-loop
      expect((await resultOf(await fix!())).explanation.verdict.readable).toBe(true)
    }
  })
})

/** The messages about a failure that say what failed. */
async function messagesOf(code: FailureCode): Promise<string[]> {
  const [, , answers, call] = FAILURE_ROWS[code]!
  const { verdict } = await explain({ network: serverOf(answers), page: PAGE, url: API, ...call })
  return ENGINES.flatMap((engine) => verdict.console?.[engine] ?? []).filter((message) =>
    readConsole(message).some(({ codes }) => codes.includes(code)),
  )
}

const CORS_HEADERS = 'HTTP/2 200\ncontent-type: application/json\naccess-control-allow-origin: *'

test.each<[text: string, kind: string, scene: Partial<Scene>]>([
  [
    "curl -X PUT -H 'Content-Type: application/json' -H 'Origin: https://app.example.com' https://api.example.com/users/7",
    'line of curl',
    { url: 'https://api.example.com/users/7', method: 'PUT', headers: 'Content-Type: application/json' },
  ],
  [
    `fetch("https://api.example.com/users", { "headers": { "x-id": "1" }, "method": "DELETE", "mode": "cors", "credentials": "include" });`,
    'call of fetch()',
    { method: 'DELETE', headers: 'x-id: 1', credentials: 'include' },
  ],
  [CORS_HEADERS, 'response headers', { by: 'headers', response: CORS_HEADERS }],
  [
    "cors({ origin: ['https://a.example'] })",
    'policy',
    { by: 'policy', policy: "cors({ origin: ['https://a.example'] })" },
  ],
])('%s', async (text, kind, scene) => {
  const clue = await readClue(text, DEFAULT_SCENE)
  expect(clue.kind).toBe(kind)
  expect(clue.found[0]?.scene).toMatchObject(scene)
})

test.each([
  'hello',
  '<script>alert(1)</script>',
  '{"log":{}}',
  '{"log":',
  'curl',
  'fetch(x)',
  'TypeError: Failed to fetch',
])('%j is refused with a sentence', async (text) => {
  await expect(readClue(text, DEFAULT_SCENE)).rejects.toThrow(/expected|Paste/)
})

test('any text is read, or refused with a sentence', async () => {
  const parts = fc.constantFrom(
    ...HEADER_MESSAGES,
    CORS_HEADERS,
    'curl -H ',
    'fetch("https://api.example.com/", {',
    'cors({ origin: [',
    '{"log":{"entries":[',
    "'",
    '"',
    '\\',
    ']}',
    '})',
    '\n',
    '\0',
    '\u202E',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(parts, fc.string({ unit: 'binary' }))), async (pieces) => {
      const outcome = await readClue(pieces.join(''), DEFAULT_SCENE).catch((error: Error) => error)
      const isFine = outcome instanceof Error ? outcome.message.length > 20 : outcome.found.length > 0
      expect(isFine).toBe(true)
    }),
    { numRuns: 300 },
  )
})

describe('a HAR of each browser', () => {
  test.each(ENGINES)('%s: the calls that failed come first, and fail here as they did there', async (engine) => {
    const { har } = JSON.parse(gunzipSync(readFileSync(`test/data/har/${engine}.json.gz`)).toString()) as {
      har: object
    }
    const { found, kind } = await readClue(JSON.stringify(har), DEFAULT_SCENE)
    expect(kind).toBe('HAR')
    const refused = found.filter(({ title }) => title.endsWith(': refused'))
    expect(found.slice(0, refused.length)).toEqual(refused)
    // The one of WebKit has none that the recording decides.
    expect(refused.length > 0).toBe(engine !== 'webkit')
    for (const { scene } of refused.slice(0, 5)) {
      // oxlint-disable-next-line no-await-in-loop
      const { engines } = await resultOf(scene)
      expect(engines[engine].explanation.verdict.readable).toBe(false)
    }
  })
})
