import {
  type CallReading,
  readConsole,
  readCurl,
  readFetch,
  readHar,
  questionsOfConsole,
} from '../../../src/clues/index.ts'
import type { Question } from '../../../src/explain/index.ts'
import { readPolicy } from '../model/policy.ts'
import { DEFAULT_SCENE, MAX_LENGTH, type Scene } from '../scene/scene.ts'
import { record } from './record.ts'

/** A scene that a clue can mean. */
export interface Found {
  /** The call or the failure, for a choice between several. */
  readonly title: string
  readonly scene: Scene
  /** Sentences about what the clue does not say, or what was left out. */
  readonly remarks: readonly string[]
}

/** What somebody pasted, as the lab understands it. */
export interface Clue {
  readonly kind: string
  /** The likeliest first; never empty. */
  readonly found: readonly Found[]
}

/** Calls of a recording, or messages, that are offered. A person chooses one, and the failed calls come first. */
const MAX_CALLS = 50

/**
 * Reads whatever a stuck person has in hand: a console message, a line of curl, a call of `fetch()`, a HAR, response headers,
 * or a policy.
 *
 * @param scene what is in the form, for the parts that the clue does not say
 * @throws {TypeError} if it is something else; the message says what is expected
 */
export async function readClue(text: string, scene: Scene): Promise<Clue> {
  const trimmed = text.trim()
  if (/^\{\s*"log"\s*:/.test(trimmed)) return readRecording(trimmed)
  if (/^\s*(\$\s*)?curl(\.exe)?\s/.test(trimmed))
    return ofCall('line of curl', readCurl(trimmed.replace(/^\$\s*/, '')), scene)
  const all = readConsole(trimmed)
  const messages = all.filter(({ codes }) => codes.length > 0)
  if (all.length > 0 && messages.length === 0) {
    throw new TypeError(
      'This message only says that something failed. Paste the one that says why: it names CORS, or a header',
    )
  }
  if (messages.length > 0) return readMessages(messages, scene)
  if (/\bfetch\s*\(/.test(trimmed)) return ofCall('call of fetch()', readFetch(trimmed), scene)
  if (/\bcors\s*\(|^\{/.test(trimmed)) {
    readPolicy(trimmed)
    return {
      kind: 'policy',
      found: [
        { title: 'The policy', scene: { ...scene, by: 'policy', policy: trimmed.slice(0, MAX_LENGTH) }, remarks: [] },
      ],
    }
  }
  if (/^(HTTP\/[\d.]+ \d{3}|<? ?[\w-]+\s*:)/m.test(trimmed)) return ofHeaders(trimmed, scene)
  throw new TypeError(
    'The lab cannot read this text, expected a console message, a line of curl, a call of fetch(), a HAR, response headers, or a policy',
  )
}

async function readMessages(messages: ReturnType<typeof readConsole>, scene: Scene): Promise<Clue> {
  const method = scene.method === DEFAULT_SCENE.method ? {} : { method: scene.method }
  const questions = messages
    .slice(0, MAX_CALLS)
    .flatMap((message) => questionsOfConsole(message, { page: pageFor(message, scene), ...method }))
  const found = await Promise.all(
    questions.map(async ({ code, question, assumed }): Promise<Found> => ({
      title: code,
      scene: await record(question),
      remarks: assumed.filter(Boolean).map((what) => `The message does not say everything. Assumed: ${what}.`),
    })),
  )
  return { kind: 'message on a console', found }
}

/** Firefox does not name the page. If the server allows the origin in the form, the call came from another one. */
function pageFor({ value }: ReturnType<typeof readConsole>[number], { page }: Scene): string {
  return value === page ? 'https://other.example.com' : page
}

async function readRecording(text: string): Promise<Clue> {
  const { calls } = await readHar(text)
  const order = { refused: 0, unknown: 1, opaque: 2, readable: 3 }
  const usable = calls
    .filter((call): call is typeof call & { readonly question: Question } => call.question !== undefined)
    .toSorted((a, b) => order[a.verdict] - order[b.verdict])
  if (usable.length === 0)
    throw new TypeError('The HAR has no cross-origin call that the lab can play, expected one that a page made')
  const found = await Promise.all(
    usable.slice(0, MAX_CALLS).map(async (call): Promise<Found> => ({
      title: `${call.method} ${call.url.slice(0, 80)}: ${call.verdict}`,
      scene: await record(call.question),
      remarks: [],
    })),
  )
  return { kind: 'HAR', found }
}

function ofCall(kind: string, { call, leftOut }: CallReading, scene: Scene): Clue {
  const { url, method, headers, page, mode, credentials } = call
  return {
    kind,
    found: [
      {
        title: `${method} ${url}`,
        scene: {
          ...scene,
          url: url.slice(0, MAX_LENGTH),
          method,
          headers: headers
            .map((pair) => pair.join(': '))
            .join('\n')
            .slice(0, MAX_LENGTH),
          ...(page !== undefined && { page }),
          ...(mode !== undefined && { mode }),
          credentials: credentials ?? 'same-origin',
        },
        remarks: leftOut.map((part) => `Left out: ${part}`),
      },
    ],
  }
}

function ofHeaders(text: string, scene: Scene): Clue {
  // `curl -v` marks the lines of a response.
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.replace(/^< ?/, ''))
    .filter((line) => line.trim())
  const answer = lines.join('\n').slice(0, MAX_LENGTH)
  const isPreflight = /^access-control-(allow-methods|allow-headers|max-age)\s*:/im.test(answer)
  return {
    kind: 'response headers',
    found: [
      {
        title: 'The response',
        scene: { ...scene, by: 'headers', [isPreflight ? 'preflight' : 'response']: answer },
        remarks: [],
      },
    ],
  }
}
