import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeContract, type Host, readText } from './contract.ts'
import type { HostTrait } from './scenarios.ts'
import { sendTo } from './send.ts'
import { echo, switchedHeaders } from './socket.ts'
import { type Running, startUpstream } from './upstream.ts'

/** Runs the contract over HTTP, and starts and stops the server. */
export function describeServer(
  traits: readonly HostTrait[],
  start: () => Promise<Running>,
  { hasSockets = true, streams = true } = {},
): void {
  let server: Running
  let upstream: Running
  const host = (): Host => ({
    origin: server.origin,
    upstream: upstream.origin,
    send: sendTo(server.origin),
  })
  beforeAll(async () => {
    upstream = await startUpstream()
    server = await start()
  })
  // A server that did not start need not be stopped.
  afterAll(() => Promise.all([server, upstream].map(async (running: Running | undefined) => running?.stop())))

  describeContract(traits, host, streams)

  if (!hasSockets) return
  it.each(['https://app.example.com', 'https://evil.example'])(
    'lets a WebSocket from %s pass, and keeps running',
    async (origin) => {
      expect(await echo(`${host().origin}/listed/socket`, 'hello', { Origin: origin })).toBe('echo hello')
      const { body } = await host().send({ method: 'GET', path: '/listed/hello', headers: {} })
      expect(await readText(body)).toBe('hello')
    },
  )

  it('lets a WebSocket pass through a cookieless policy', async () => {
    const headers = { Origin: 'https://evil.example', Cookie: 'session=1' }
    expect(await echo(`${host().origin}/open/socket?by=nobody`, 'hello', headers)).toBe('echo hello')
  })

  it('adds no headers to the response that switches to a WebSocket', async () => {
    const names = await switchedHeaders(`${host().origin}/listed/socket`, 'https://app.example.com')
    expect(names).toContain('sec-websocket-accept')
    expect(names.filter((name) => /^(access-control-|vary$)/.test(name))).toEqual([])
  })
}
