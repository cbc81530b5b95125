/** Opens a WebSocket as a page of `origin` does, sends a message, and closes it. */
export async function echo(url: string, message: string, origin: string): Promise<string> {
  const headers = { Origin: origin }
  // Node takes headers here; the standard constructor takes protocols.
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
