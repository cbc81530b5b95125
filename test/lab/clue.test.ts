import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readClue } from '../../lab/page/clue/read-clue.ts'
import { CODES } from '../../lab/page/clue/titles.ts'
import { applyFix } from '../../lab/page/model/fix.ts'
import { ENGINES, type Result, run } from '../../lab/page/model/run.ts'
import { DEFAULT_SCENE, type Scene } from '../../lab/page/scene/scene.ts'
import type { FailureCode } from '../../src/browser/terms/failure.ts'
import { FAILURES } from '../../src/explain/failures/index.ts'
import { explain } from '../../src/explain/index.ts'
import { API, FAILURE_ROWS, PAGE, serverOf } from '../portable/support/failures.ts'

async function resultOf(scene: Scene): Promise<Result> {
  const outcome = await run(scene)
  if ('message' in outcome) throw new Error(outcome.message)
  return outcome
}

/** What the consoles say today about a header that is not allowed. */
const HEADER_MESSAGES = [
  "Access to fetch at 'https://api.example.com/users' from origin 'https://app.example.com' has been blocked by CORS policy: Request header field content-type is not allowed by Access-Control-Allow-Headers in preflight response.",
  'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.example.com/users. (Reason: header ‘content-type’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response).',
  'Request header field content-type is not allowed by Access-Control-Allow-Headers.',
]

type Engine = (typeof ENGINES)[number]

/** What each engine says about a failure, and the failure that it stops at: engines check in other orders. */
async function saidAbout(code: FailureCode): Promise<[engine: Engine, message: string, code: FailureCode][]> {
  if (code === 'preflight-header-not-allowed')
    return HEADER_MESSAGES.map((message, index) => [ENGINES[index]!, message, code])
  const said: [Engine, string, FailureCode][] = []
  for (const profile of ENGINES) {
    // Made anew, because a row may have a stream.
    const [, , answers, call] = FAILURE_ROWS[code]!
    const body = call?.body instanceof ReadableStream && { body: new Response('stream').body }
    // oxlint-disable-next-line no-await-in-loop
    const { verdict } = await explain({ network: serverOf(answers), page: PAGE, url: API, ...call, ...body, profile })
    const message = verdict.console?.[profile]
    if (message !== undefined) said.push([profile, message, verdict.code!])
  }
  return said
}

/** What a person does after the paste: chooses among the failures, if it is not the first one. */
async function pasted(message: string, code: FailureCode, form: Scene): Promise<{ scene: Scene; actions: number }> {
  const { found } = await readClue(message, form)
  const at = found.findIndex((one) => one.code === code)
  expect(at, `${code} is offered for ${message}`).toBeGreaterThanOrEqual(0)
  expect(found[at]!.title).toMatch(new RegExp(`^[A-Z].{15,} \\(${code}\\)$`))
  return { scene: await found[at]!.scene(), actions: at === 0 ? 0 : 1 }
}

interface Tried {
  readonly value: string
  readonly code: string | undefined
  readonly readable: boolean
}

/** The scene after each fix that the lab can apply. */
async function tryAll(scene: Scene): Promise<Tried[]> {
  const { explanation } = await resultOf(scene)
  const tried: Tried[] = []
  for (const fix of explanation.fixes) {
    const fixed = applyFix(scene, fix, explanation)
    if (!fixed) continue
    // oxlint-disable-next-line no-await-in-loop
    const { verdict } = (await resultOf(await fixed())).explanation
    tried.push({ value: fix.value, code: verdict.code, readable: verdict.readable })
  }
  return tried
}

/** Nothing makes a `no-cors` response readable except another mode, and that is not the first fix of these. */
const NO_CORS: readonly string[] = ['no-cors-redirect-mode', 'corp-blocked'] satisfies FailureCode[]

/** What may be in the form before the paste. The parts that a message does not say come from it. */
const FORMS: readonly Partial<Scene>[] = [
  { method: 'POST', headers: 'X-Id: 1' },
  { method: 'DELETE', credentials: 'include', by: 'policy' },
  { method: 'HEAD', mode: 'no-cors', redirect: 'manual', body: 'a', bodyAs: 'stream' },
  { page: 'http://localhost:3000' },
]

describe('from a pasted message to a call that works, in at most two actions', () => {
  test('all failures are tried', () => {
    expect(Object.keys(FAILURES).toSorted()).toEqual([...CODES].toSorted())
    expect(Object.keys(FAILURE_ROWS).toSorted()).toEqual([...CODES].toSorted())
  })

  test.each(CODES)('%s', async (code) => {
    const said = await saidAbout(code)
    expect(said.length).toBeGreaterThan(0)
    expect(said.map((one) => one[2])).toContain(code)
    const all = said.flatMap((one, index) => [
      [...one, {}] as const,
      [...one, FORMS[(CODES.indexOf(code) + index) % FORMS.length]!] as const,
    ])
    for (const [engine, message, own, changed] of all) {
      const form = { ...DEFAULT_SCENE, ...changed }
      // oxlint-disable-next-line no-await-in-loop
      const { scene, actions } = await pasted(message, own, form)
      // oxlint-disable-next-line no-await-in-loop
      const { explanation } = await resultOf(scene)
      expect(explanation.verdict.code, `${engine}: ${message}`).toBe(own)
      // oxlint-disable-next-line no-await-in-loop
      const tried = await tryAll(scene)
      const works = tried.find(({ readable }) => readable)
      expect(
        works,
        `${engine}: ${message}\n${JSON.stringify({ scene, tried, fixes: explanation.fixes }, null, 1)}`,
      ).toBeDefined()
      // The first fix is the best one, and one click.
      if (NO_CORS.includes(own)) expect(tried[0]!.code).toBeUndefined()
      else expect(works).toBe(tried[0])
      expect(actions + 1).toBeLessThanOrEqual(2)
    }
  })
})

interface Recording {
  readonly messages: readonly { readonly text: string }[]
  readonly har: object
}

const recordingOf = (engine: Engine): Recording =>
  JSON.parse(gunzipSync(readFileSync(`test/data/har/${engine}.json.gz`)).toString()) as Recording

test.each(ENGINES)('%s: what its console really said leads to the fix, once for each failure', async (engine) => {
  const tried = new Set<string>()
  for (const { text } of recordingOf(engine).messages) {
    // oxlint-disable-next-line no-await-in-loop
    const clue = await readClue(text, DEFAULT_SCENE).catch((error: TypeError) => error)
    if (clue instanceof Error) continue
    for (const { code = '', group, scene: make } of clue.found) {
      if (group !== undefined || tried.has(code) || text.includes('\uFFFD')) continue
      tried.add(code)
      // oxlint-disable-next-line no-await-in-loop
      const scene = await make()
      // oxlint-disable-next-line no-await-in-loop
      expect((await resultOf(scene)).explanation.verdict.code, text).toBe(code)
      // oxlint-disable-next-line no-await-in-loop
      expect(
        (await tryAll(scene)).some(({ readable }) => readable),
        text,
      ).toBe(true)
    }
  }
  expect(tried.size).toBeGreaterThan(15)
})

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
  [
    `curl 'https://api.example.com/users' --data-raw '{"a":1}' -H 'Content-Type: application/json'`,
    'line of curl',
    { method: 'POST', body: '{"a":1}', bodyAs: 'text', headers: 'Content-Type: application/json' },
  ],
  [
    `fetch('https://api.example.com/users', { method: 'POST', body: 'a=1', redirect: 'error', keepalive: true })`,
    'call of fetch()',
    { method: 'POST', body: 'a=1', redirect: 'error', keepalive: 'true' },
  ],
  [
    `fetch('https://api.example.com/users', { method: 'POST', body: file.stream(), duplex: 'half' })`,
    'call of fetch()',
    { method: 'POST', bodyAs: 'stream' },
  ],
  [
    `fetch('https://api.example.com/users', { method: 'POST', body: '${'ä'.repeat(40_000)}', keepalive: true })`,
    'call of fetch()',
    { body: '80000', bodyAs: 'bytes', keepalive: 'true' },
  ],
  [
    `* Connected to api.example.com\n> GET /users HTTP/2\n> \n< HTTP/2 200\n< vary: Origin\n<\n{ [5 bytes data]`,
    'response headers',
    { response: 'HTTP/2 200\nvary: Origin' },
  ],
  [CORS_HEADERS, 'response headers', { by: 'headers', response: CORS_HEADERS }],
  [
    "cors({ origin: ['https://a.example'] })",
    'policy',
    { by: 'policy', policy: "cors({ origin: ['https://a.example'] })" },
  ],
])('%.80s', async (text, kind, scene) => {
  const clue = await readClue(text, DEFAULT_SCENE)
  expect(clue.kind).toBe(kind)
  expect(await clue.found[0]?.scene()).toMatchObject(scene)
})

test.each(['hello', '<script>alert(1)</script>', '{"log":{}}', '{"log":', 'curl', 'fetch(x)'])(
  '%j is refused with a sentence',
  async (text) => {
    await expect(readClue(text, DEFAULT_SCENE)).rejects.toThrow(/expected|[Pp]aste|Turn/)
  },
)

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
    const { har } = recordingOf(engine)
    const { found, kind } = await readClue(JSON.stringify(har), DEFAULT_SCENE)
    expect(kind).toBe('HAR')
    const refused = found.filter(({ title }) => title.endsWith(': refused'))
    expect(found.slice(0, refused.length)).toEqual(refused)
    // The one of WebKit has none that the recording decides.
    expect(refused.length > 0).toBe(engine !== 'webkit')
    for (const { scene } of refused.slice(0, 5)) {
      // oxlint-disable-next-line no-await-in-loop
      const { engines } = await resultOf(await scene())
      expect(engines[engine].explanation.verdict.readable).toBe(false)
    }
  })
})
