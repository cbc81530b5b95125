import type { CallReading } from '../../../src/clues/index.ts'
import { commandOf } from '../../../src/clues/curl/prompt.ts'
import { readCurl } from '../../../src/clues/curl/read.ts'
import { readFetch } from '../../../src/clues/fetch/read.ts'
import { formsOf } from '../../../src/clues/forms.ts'
import { part } from '../part.ts'
import { bodyFields } from '../model/body-text.ts'
import { policyIn, readPolicy } from '../model/policy.ts'
import { DEFAULT_SCENE, MAX_LENGTH, type Scene } from '../scene/scene.ts'
import type { Clue } from './clue.ts'
import { readDumpClue, withOutput } from './dump.ts'
import { Answer, readMessages } from './messages.ts'

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
  const forms = formsOf(text)
  let first: unknown
  for (const form of forms) {
    try {
      // One after the other, because the first that is understood counts.
      // oxlint-disable-next-line no-await-in-loop
      return await readForm(form, scene)
    } catch (error) {
      if (!(error instanceof Error) || error instanceof Answer) throw error
      first ??= error
    }
  }
  throw first ?? refusal()
}

/** Reads text without anything around it. */
async function readForm(trimmed: string, scene: Scene): Promise<Clue> {
  if (isRecording(trimmed)) return (await part(import('./recording.ts'))).readRecording(trimmed)
  const command = commandOf(trimmed)
  if (command !== undefined) return ofCurl(readCurl(command), scene)
  const messages = readMessages(trimmed, scene)
  if (messages) return messages
  if (/\bfetch\s*\(/.test(trimmed)) {
    // A stream is computed, so that only its other option tells it from other bodies.
    return ofCall('call of fetch()', readFetch(trimmed), scene, /\bduplex["']?\s*:\s*["']half["']/.test(trimmed))
  }
  const dump = /\bcors\s*\(/.test(trimmed) ? undefined : readDumpClue(trimmed, scene)
  if (dump) return dump
  const policy = policyIn(trimmed)?.slice(0, MAX_LENGTH)
  if (policy !== undefined) {
    readPolicy(policy)
    const found = { title: 'The policy', scene: () => ({ ...scene, by: 'policy' as const, policy }), remarks: [] }
    return { kind: 'policy', found: [found] }
  }
  if (/^https?:\/\/\S{1,2000}$/i.test(trimmed) && URL.canParse(trimmed)) {
    return { kind: 'URL', found: [{ title: trimmed, scene: () => ({ ...scene, url: trimmed }), remarks: [] }] }
  }
  throw refusal()
}

function refusal(): TypeError {
  return new TypeError(
    'The lab cannot read this text, expected a console message, a line of curl, a call of fetch(), a HAR, response headers, or a policy',
  )
}

/** Whether pasted text can only be a HAR, or a piece of one. */
function isRecording(text: string): boolean {
  const start = text.slice(0, 100_000)
  return (
    /^\{\s*"log"\s*:/.test(start) ||
    (/^[{[]/.test(start) &&
      (/"entries"\s*:\s*\[/.test(text) || /"request"\s*:\s*\{[^]*"response"\s*:\s*\{/.test(start)))
  )
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

/** A line of curl, and what it printed. */
function ofCurl(reading: CallReading, scene: Scene): Clue {
  const { kind, found } = ofCall('line of curl', reading, scene)
  const [one] = found
  const { scene: full, remarks } = withOutput(reading, one!.scene() as Scene)
  return { kind, found: [{ ...one!, scene: () => full, remarks: [...one!.remarks, ...remarks] }] }
}
