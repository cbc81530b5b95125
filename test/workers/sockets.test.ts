import { exports } from 'cloudflare:workers'
import { expect, it } from 'vitest'

const main = (exports as unknown as { default: Fetcher }).default

it.each(['https://app.example.com', 'https://evil.example'])('a WebSocket from %s passes', async (origin) => {
  const headers = { Origin: origin, Upgrade: 'websocket' }
  const { status, webSocket } = await main.fetch('https://api.example.com/listed/socket', { headers })
  expect(status).toBe(101)
  const answer = new Promise((resolve) => webSocket?.addEventListener('message', ({ data }) => resolve(data)))
  webSocket?.accept()
  webSocket?.send('hello')
  expect(await answer).toBe('echo hello')
  webSocket?.close()
})
