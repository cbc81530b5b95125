import { request } from 'node:http'
import { expect, it, vi } from 'vitest'
import { lines, readText } from './contract.ts'
import { sendTo } from './send.ts'
import type { Running } from './upstream.ts'

const ORIGIN = 'https://app.example.com'

/** Tests that a server goes on after a client has left while the predicate was asked. `/json` is a route of the server. */
export function itSurvivesLeaving(start: (predicate: () => Promise<boolean>) => Promise<Running>): void {
  it('survives a client that leaves while a predicate is asked', async () => {
    let release = (): void => {}
    const predicate = vi.fn<() => Promise<boolean>>(async () => {
      await new Promise<void>((resolve) => (release = resolve))
      return true
    })
    const server = await start(predicate)
    const client = request(`${server.origin}/json`, { headers: { Origin: ORIGIN }, agent: false })
    client.on('error', () => {}).end()
    await vi.waitFor(() => expect(predicate).toHaveBeenCalledOnce())
    client.destroy()
    release()
    const next = sendTo(server.origin)({ method: 'GET', path: '/json', headers: { Origin: ORIGIN } })
    await vi.waitFor(() => expect(predicate).toHaveBeenCalledTimes(2))
    release()
    const exchange = await next
    expect([exchange.status, lines(exchange, 'access-control-allow-origin')]).toEqual([200, [ORIGIN]])
    await server.stop()
  })
}

/**
 * The same for a server in another process. Its predicate for `path` notes `asked` in the list that `/seen` returns, and
 * takes its time.
 */
export function itGoesOn(path: string, server: () => Pick<Running, 'origin'>): void {
  it('goes on after a client has left while a predicate is asked', async () => {
    const get = (asked: string) => sendTo(server().origin)({ method: 'GET', path: asked, headers: { Origin: ORIGIN } })
    const client = request(`${server().origin}${path}`, { headers: { Origin: ORIGIN }, agent: false })
    client.on('error', () => {}).end()
    await vi.waitFor(async () => expect(await readText((await get('/seen')).body)).toContain('asked'))
    client.destroy()
    const exchange = await get(path)
    expect([exchange.status, lines(exchange, 'access-control-allow-origin')]).toEqual([200, [ORIGIN]])
  })
}
