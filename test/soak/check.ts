import { once } from 'node:events'
import { type Agent, type IncomingMessage, request } from 'node:http'
import type { Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { isDeepStrictEqual } from 'node:util'
import type { SoakRequest } from './requests.ts'
import type { Verdict } from './verdicts.ts'

/** Enough characters to recognise the longest of the requests. */
const SHOWN = 300

export interface Answer {
  readonly status: number | undefined
  readonly rawHeaders: readonly string[]
  readonly body: string
}

/**
 * Sends a request with a known verdict.
 *
 * @returns `undefined` when the answer is right; otherwise the request, the expected answer and the real one
 */
export async function faultOf(port: number, { request: asked, ...expected }: Verdict): Promise<string | undefined> {
  let answer: Answer | string
  try {
    answer = await ask(port, asked)
    const { status, rawHeaders, body } = answer
    if (isDeepStrictEqual({ status, cors: corsOf(rawHeaders), body }, expected)) return undefined
  } catch (error) {
    answer = String(error)
  }
  return `request:  ${shorten(asked)}\nexpected: ${shorten(expected)}\nanswer:   ${JSON.stringify(answer)}`
}

/** Sends a request on a connection of the agent, or on one of its own. */
export async function ask(
  port: number,
  { body, ...asked }: SoakRequest,
  agent: Agent | false = false,
): Promise<Answer> {
  const sent = request({ host: '127.0.0.1', port, agent, ...asked })
  sent.setTimeout(10_000, () => sent.destroy(new Error('No answer for 10 s')))
  // An upgraded connection has no body to be read, and is not needed any more.
  sent.on('upgrade', (response, socket: Socket) => {
    socket.destroy()
    sent.emit('response', response)
  })
  sent.end(body)
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  const { statusCode: status, rawHeaders } = response
  return { status, rawHeaders, body: status === 101 ? '' : await text(response) }
}

/**
 * The CORS headers and `Vary`, by their names in lower case. `Vary` may come in several lines, and does on Deno. Any
 * other header that comes in several lines becomes a list, which no verdict expects.
 */
function corsOf(rawHeaders: readonly string[]): Record<string, string | string[]> {
  const found: Record<string, string | string[]> = {}
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const [name, value] = [rawHeaders[at]?.toLowerCase() ?? '', rawHeaders[at + 1] ?? '']
    if (name !== 'vary' && !name.startsWith('access-control-')) continue
    const values = [found[name] ?? [], value].flat()
    found[name] = name === 'vary' || values.length === 1 ? values.join(', ') : values
  }
  return found
}

function shorten(value: unknown): string {
  const json = JSON.stringify(value)
  return json.length > SHOWN ? `${json.slice(0, SHOWN)}… (${json.length} characters)` : json
}
