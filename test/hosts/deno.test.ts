import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { startRuntime } from './support/process.ts'
import { describeServer } from './support/server.ts'

const deno = (file: string) => () => startRuntime('deno', ['run', '-A', '--no-lock', `test/hosts/on-deno/${file}`])

describe('Deno.serve', () => {
  describeServer(['deno'], deno('serve.ts'))
})

describe('Hono on Deno', () => {
  describeServer(['deno', 'hono'], deno('hono.ts'))
})

it('hides credentials in a WebSocket handshake and its clones', async () => {
  const { origin, stop } = await deno('serve.ts')()
  const headers = { Cookie: 'session=1', Authorization: 'Basic YTpi', Connection: 'Upgrade', Upgrade: 'websocket' }
  const body = await new Promise((resolve) => {
    request(`${origin}/open/asked`, { headers }, (response) => resolve(text(response))).end()
  })
  expect(body).toBe('[null,null]')
  await stop()
})
