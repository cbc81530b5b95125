import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readClue } from '../../lab/page/clue/read-clue.ts'
import { CODES } from '../../lab/page/clue/titles.ts'
import { type Engine, ENGINES } from '../../lab/page/model/run.ts'
import { DEFAULT_SCENE, type Scene } from '../../lab/page/scene/scene.ts'
import type { FailureCode } from '../../src/browser/terms/failure.ts'
import { FAILURES } from '../../src/explain/failures/index.ts'
import { explain } from '../../src/explain/index.ts'
import { API, FAILURE_ROWS, PAGE, serverOf } from '../portable/support/failures.ts'
import { resultOf, tryAll } from './tried.ts'

/** What the consoles say today about a header that is not allowed. All engines allow the call of the row. */
const HEADER_MESSAGES = [
  "Access to fetch at 'https://api.example.com/users' from origin 'https://app.example.com' has been blocked by CORS policy: Request header field content-type is not allowed by Access-Control-Allow-Headers in preflight response.",
  'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.example.com/users. (Reason: header ‘content-type’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response).',
  'Request header field content-type is not allowed by Access-Control-Allow-Headers.',
]

/** What `fetch()` rejects with, whatever the failure. */
const EXCEPTIONS = [
  'Uncaught (in promise) TypeError: Failed to fetch',
  'Uncaught (in promise) TypeError: NetworkError when attempting to fetch resource.',
  'TypeError: Load failed',
]

/** A message, and the failure that it is about. */
type Said = readonly [message: string, code: FailureCode]

/** What each engine says about a failure, and the failure at which it stops: engines check in other orders. */
async function saidAbout(code: FailureCode): Promise<Said[]> {
  const exception = EXCEPTIONS[CODES.indexOf(code) % EXCEPTIONS.length]!
  if (code === 'preflight-header-not-allowed')
    return [...HEADER_MESSAGES, exception].map((message) => [message, code] as const)
  const said: Said[] = [[exception, code]]
  for (const profile of ENGINES) {
    const [, , answers, call] = FAILURE_ROWS[code]!
    // Made anew, because a stream can be read only once.
    const body = call?.body instanceof ReadableStream && { body: new Response('stream').body }
    // oxlint-disable-next-line no-await-in-loop
    const { verdict } = await explain({ network: serverOf(answers), page: PAGE, url: API, ...call, ...body, profile })
    const message = verdict.console?.[profile]
    if (message !== undefined) said.push([message, verdict.code!])
  }
  return said
}

/** What may be in the form before the paste. The parts that a message does not say come from it. */
const FORMS: readonly Partial<Scene>[] = [
  {},
  { method: 'POST', headers: 'X-Id: 1' },
  { method: 'DELETE', credentials: 'include', by: 'policy' },
  { method: 'HEAD', mode: 'no-cors', redirect: 'manual', body: 'a', bodyAs: 'stream' },
  { page: 'http://localhost:3000' },
]

/** No server makes a `no-cors` response readable. The first fix of these lets the page load it, the second one read it. */
const NO_CORS: ReadonlySet<FailureCode> = new Set(['no-cors-redirect-mode', 'corp-blocked'])

interface Journey {
  readonly message: string
  readonly title: string | undefined
  readonly code: string | undefined
  /** Choices and clicks after the paste. */
  readonly actions: number
  readonly ends: readonly string[]
}

/** Pastes a message, chooses the failure if it is not the first one, and tries each fix. */
async function travel([message, code]: Said, form: Scene): Promise<Journey> {
  const { found } = await readClue(message, form)
  const at = found.findIndex((one) => one.code === code)
  if (at < 0) return { message, title: undefined, code: undefined, actions: 0, ends: [] }
  const scene = await found[at]!.scene()
  const { verdict } = (await resultOf(scene)).explanation
  const ends = await tryAll(scene)
  return { message, title: found[at]!.title, code: verdict.code, actions: Number(at > 0) + 1, ends }
}

describe('from a pasted message to a call that works, in at most two actions', () => {
  test('all failures are tried', () => {
    expect(Object.keys(FAILURES).toSorted()).toEqual(CODES.toSorted())
    expect(Object.keys(FAILURE_ROWS).toSorted()).toEqual(CODES.toSorted())
  })

  test.each(CODES)('%s', async (code) => {
    const said = await saidAbout(code)
    expect(said.map(([, own]) => own)).toContain(code)
    for (const [index, one] of said.entries()) {
      const form = FORMS[(CODES.indexOf(code) + index) % FORMS.length]
      // oxlint-disable-next-line no-await-in-loop
      const journey = await travel(one, { ...DEFAULT_SCENE, ...form })
      const [message, own] = one
      expect(journey).toMatchObject({ message, code: own })
      expect(journey.title).toMatch(/^[A-Z].{15,} \([a-z-]+\)$/)
      expect(journey.actions).toBeLessThanOrEqual(2)
      // The first fix is the best one.
      expect(journey.ends[0]).toBe(NO_CORS.has(own) ? 'opaque' : 'ok')
      expect(journey.ends).toContain('ok')
    }
  })
})

interface Recording {
  readonly messages: readonly { readonly text: string }[]
}

test.each(ENGINES)('%s: what its console really said leads to the fix, once for each failure', async (engine) => {
  const { messages } = JSON.parse(gunzipSync(readFileSync(`test/data/har/${engine}.json.gz`)).toString()) as Recording
  const tried = new Set<string>()
  for (const text of messages.map((message) => message.text)) {
    // oxlint-disable-next-line no-await-in-loop
    for (const code of await newFailures(text, tried)) {
      tried.add(code)
      // oxlint-disable-next-line no-await-in-loop
      expect(await travel([text, code], DEFAULT_SCENE)).toMatchObject({ code, ends: expect.arrayContaining(['ok']) })
    }
  }
  expect(tried.size).toBeGreaterThan(15)
})

/** The failures that a message names and that have not been tried. Bytes that are not UTF-8 are lost on a console. */
async function newFailures(text: string, tried: ReadonlySet<string>): Promise<FailureCode[]> {
  const clue = await readClue(text, DEFAULT_SCENE).catch(() => undefined)
  if (!clue || text.includes('\uFFFD')) return []
  return clue.found.flatMap(({ code, group }) => (code && group === undefined && !tried.has(code) ? [code] : []))
}

/** So that the list of engines and of their exceptions stays one. */
test('each engine has its exception', async () => {
  const engines: readonly Engine[] = ENGINES
  expect(EXCEPTIONS).toHaveLength(engines.length)
  for (const message of EXCEPTIONS) {
    // oxlint-disable-next-line no-await-in-loop
    const { found } = await readClue(message, DEFAULT_SCENE)
    expect(new Set(found.map(({ code }) => code))).toEqual(new Set(CODES))
    expect(found[0]!.code).toBe('network-error')
    expect(found[0]!.remarks[0]).toContain('This message only says that something failed')
  }
})
