import type { CallReading } from '../../../src/clues/index.ts'
import { readCurl } from '../../../src/clues/curl/read.ts'
import { readFetch } from '../../../src/clues/fetch/read.ts'
import { part } from '../part.ts'
import { bodyFields } from '../model/body-text.ts'
import { readPolicy } from '../model/policy.ts'
import { DEFAULT_SCENE, MAX_LENGTH, type Scene } from '../scene/scene.ts'
import type { Clue } from './clue.ts'
import { readMessages } from './messages.ts'

/** The most characters of a clue. More is a recording of hours, and a page would stand still over it. */
const MAX_CLUE = 50_000_000

/**
 * Reads whatever a stuck person has in hand: a console message, a line of curl, a call of `fetch()`, a HAR, response headers,
 * or a policy.
 *
 * @param scene what is in the form, for the parts that the clue does not say
 * @throws {TypeError} if it is something else; the message says what is expected
 */
export async function readClue(text: string, scene: Scene): Promise<Clue> {
  if (text.length > MAX_CLUE) {
    const size = Math.ceil(text.length / 1_000_000)
    throw new TypeError(
      `The text has ${size} million characters, expected at most 50 million. Record again, with only the call that fails`,
    )
  }
  const trimmed = text.trim()
  if (isRecording(trimmed)) return (await part(import('./recording.ts'))).readRecording(trimmed)
  if (/^\s*(\$\s*)?curl(\.exe)?\s/.test(trimmed))
    return ofCall('line of curl', readCurl(trimmed.replace(/^\$\s*/, '')), scene)
  const messages = readMessages(trimmed, scene)
  if (messages) return messages
  if (/\bfetch\s*\(/.test(trimmed)) {
    // A stream is computed, so that only its other option tells it from other bodies.
    return ofCall('call of fetch()', readFetch(trimmed), scene, /\bduplex["']?\s*:\s*["']half["']/.test(trimmed))
  }
  if (/\bcors\s*\(|^\{/.test(trimmed)) {
    readPolicy(trimmed)
    const policy = trimmed.slice(0, MAX_LENGTH)
    const found = { title: 'The policy', scene: () => ({ ...scene, by: 'policy' as const, policy }), remarks: [] }
    return { kind: 'policy', found: [found] }
  }
  return ofHeaders(trimmed, scene) ?? refuse()
}

function refuse(): never {
  throw new TypeError(
    'The lab cannot read this text, expected a console message, a line of curl, a call of fetch(), a HAR, response headers, or a policy',
  )
}

/** Whether pasted text can only be a HAR, or a piece of one. */
function isRecording(text: string): boolean {
  return /^\{\s*"log"\s*:/.test(text) || (text.startsWith('{') && /"entries"\s*:\s*\[/.test(text))
}

function ofCall(kind: string, { call, leftOut }: CallReading, scene: Scene, isStream = false): Clue {
  const { url, method, headers, body, page, mode, credentials } = call
  const { redirect = DEFAULT_SCENE.redirect, keepalive = false } = call
  const isKnown = body !== null && body !== 'unknown'
  const fields = bodyFields(isKnown ? body.text : undefined)
  const read: Scene = {
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
    redirect,
    keepalive: keepalive ? 'true' : 'false',
    ...(isStream ? { body: 'a stream', bodyAs: 'stream' } : fields),
  }
  const remarks = leftOut.map((what) => `Left out: ${what}`)
  if (fields.bodyAs === 'bytes') remarks.push(`The body is too long for a link, so that only its length counts.`)
  if (body === 'unknown' && !isStream && !leftOut.some((what) => /body|form|file/.test(what))) {
    remarks.push('Left out: The body, because it is computed.')
  }
  return { kind, found: [{ title: `${method} ${url}`, scene: () => read, remarks }] }
}

/** Response headers, if the text has nothing else. `curl -v` marks the lines of a response, and shows others. */
function ofHeaders(text: string, scene: Scene): Clue | undefined {
  const lines = text
    .split(/\r?\n/)
    .filter((line) => !/^([*>{}]( |$))/.test(line))
    .map((line) => line.replace(/^< ?/, ''))
    .filter((line) => line.trim())
  if (!lines.length || !lines.every((line) => /^(HTTP\/[\d.]+ \d{3}|[\w-]+\s*:)/i.test(line))) return
  const answer = lines.join('\n').slice(0, MAX_LENGTH)
  const isPreflight = /^access-control-(allow-methods|allow-headers|max-age)\s*:/im.test(answer)
  const read: Scene = { ...scene, by: 'headers', [isPreflight ? 'preflight' : 'response']: answer }
  return { kind: 'response headers', found: [{ title: 'The response', scene: () => read, remarks: [] }] }
}
