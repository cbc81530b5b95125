import { once } from 'node:events'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { isDeepStrictEqual } from 'node:util'

/** Enough for the longest of the requests to be known again. */
const SHOWN = 300

/**
 * Sends a request with a known verdict.
 *
 * @returns `undefined` when the answer is right, else the request, what was expected and the whole answer
 */
export async function faultOf(port, { request: asked, ...expected }) {
  let answer
  try {
    answer = await ask(port, asked)
    const { status, rawHeaders, body } = answer
    if (isDeepStrictEqual({ status, cors: corsOf(rawHeaders), body }, expected)) return
  } catch (error) {
    answer = String(error)
  }
  return `request:  ${shorten(asked)}\nexpected: ${shorten(expected)}\nanswer:   ${JSON.stringify(answer)}`
}

/** Sends a request on a connection of its own. */
export async function ask(port, asked) {
  const sent = request({ host: '127.0.0.1', port, agent: false, ...asked })
  sent.setTimeout(10_000, () => sent.destroy(new Error('No answer for 10 s')))
  // An upgraded connection has no body to be read, and is not needed any more.
  sent.on('upgrade', (response, socket) => {
    socket.destroy()
    sent.emit('response', response)
  })
  sent.end()
  const [response] = await once(sent, 'response')
  const { statusCode: status, rawHeaders } = response
  return { status, rawHeaders, body: status === 101 ? '' : await text(response) }
}

/**
 * The headers of CORS and `Vary`, by their names in lower case. `Vary` may come in several lines, and does on Deno; the
 * values of any other name that does so make a list, which no verdict expects.
 */
function corsOf(rawHeaders) {
  const found = {}
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at].toLowerCase()
    if (name !== 'vary' && !name.startsWith('access-control-')) continue
    const values = name in found ? [found[name], rawHeaders[at + 1]].flat() : [rawHeaders[at + 1]]
    found[name] = name === 'vary' || values.length === 1 ? values.join(', ') : values
  }
  return found
}

function shorten(value) {
  const json = JSON.stringify(value)
  return json.length > SHOWN ? `${json.slice(0, SHOWN)}… (${json.length} characters)` : json
}
