import { type IncomingMessage, request } from 'node:http'

/** Opens a WebSocket with the headers of a page, sends a message, and closes it. */
export async function echo(url: string, message: string, headers: Record<string, string>): Promise<string> {
  // Node accepts headers as the second argument, where the standard has protocols.
  const socket = new WebSocket(url.replace('http', 'ws'), { headers } as unknown as string[])
  const answer = await new Promise<string>((resolve, reject) => {
    socket.addEventListener('open', () => socket.send(message))
    socket.addEventListener('message', ({ data }) => resolve(String(data)))
    socket.addEventListener('error', () => reject(new Error(`No WebSocket at ${url}`)))
    socket.addEventListener('close', ({ code }) => reject(new Error(`The WebSocket closed with ${code}`)))
  })
  await new Promise((resolve) => {
    socket.addEventListener('close', resolve)
    socket.close(1000)
  })
  return answer
}

/** The header names of the response that switches to a WebSocket, in lower case. */
export async function switchedHeaders(url: string, origin: string): Promise<string[]> {
  const headers = {
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    Origin: origin,
  }
  const message = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request(url, { headers, agent: false })
    sent.on('upgrade', (answer, socket) => {
      socket.destroy()
      resolve(answer)
    })
    sent.on('response', ({ statusCode }) => reject(new Error(`${url} answers ${statusCode}, expected 101`)))
    sent.on('error', reject).end()
  })
  return Object.keys(message.headers)
}
