import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a test changes about an answer. */
interface Changes {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** `off` is as without a network, and `stuck` never answers. */
type Changed = Changes | 'off' | 'stuck' | undefined

export type Change = (request: Request, answer: Response) => Changed | Promise<Changed>

/** The lab at an address of its own. */
export interface Proxy {
  readonly page: string
  /** Changes answers from now on. */
  change: Change
  readonly close: () => Promise<void>
}

/** Puts a server before the lab of `npm start`. Everything is as the Worker sends it, except for what a test changes. */
export async function openProxy(lab: string, change: Change = () => undefined): Promise<Proxy> {
  const server = createServer(async (incoming, response) => {
    const body = incoming.method === 'POST' ? Buffer.concat(await incoming.toArray()) : null
    const request = new Request(new URL(incoming.url ?? '', proxy.page), { method: incoming.method ?? 'GET', body })
    const { pathname, search } = new URL(request.url)
    const answer = await fetch(lab + pathname + search, { redirect: 'manual' })
    const changed = await proxy.change(request, answer)
    if (changed === 'off') return incoming.socket.destroy()
    if (changed === 'stuck') return
    const headers = Object.entries({ ...Object.fromEntries(answer.headers), ...changed?.headers })
    for (const [name, value] of headers) {
      if (!/^(content-(length|encoding)|transfer-encoding|connection)$/.test(name)) {
        response.setHeader(name, value.replaceAll(lab, proxy.page))
      }
    }
    response.writeHead(changed?.status ?? answer.status)
    return response.end(changed?.body ?? Buffer.from(await answer.arrayBuffer()))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const proxy: Proxy = {
    page: `http://localhost:${String((server.address() as AddressInfo).port)}`,
    change,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return proxy
}
