import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { connectRemote, type Remote, type RemoteEvent } from '../driver/remote.ts'
import type { ConsoleMessage, Inspector } from './inspector.ts'
import { webkitHar } from './webkit-har.ts'

/** WebKitGTK with its remote inspector. Its export is made by a page of its own, which `webkit-har.ts` follows. */
export async function inspectWebkit(): Promise<Inspector> {
  const port = await freePort()
  const messages: ConsoleMessage[] = []
  const events: RemoteEvent[] = []
  let remote: Remote
  return {
    setUp: {
      prepare: () => [],
      environment: { WEBKIT_INSPECTOR_HTTP_SERVER: `127.0.0.1:${port}` },
      open: async (_folder, url) => {
        remote = await connectRemote(`ws://127.0.0.1:${port}${await pathOfPage(port)}`)
        let target = ''
        const tell = (method: string, params: object = {}): void => {
          const message = JSON.stringify({ id: 1, method, params })
          void remote.send('Target.sendMessageToTarget', { targetId: target, message })
        }
        remote.listen(({ method, params }) => {
          if (method === 'Target.targetCreated') {
            target = (params['targetInfo'] as { targetId: string }).targetId
            for (const domain of ['Network', 'Console', 'Page', 'Runtime']) tell(`${domain}.enable`)
          }
          if (method !== 'Target.dispatchMessageFromTarget') return
          const event = JSON.parse(String(params['message'])) as RemoteEvent
          if (event.method === 'Console.messageAdded') {
            const { text, url: place } = event.params['message'] as { text: string; url?: string }
            messages.push({ text, ...(place && { url: place }) })
          } else if (event.method?.startsWith('Network.')) events.push(event)
        })
        // The page says which target it is as soon as somebody listens.
        await wait(1000)
        tell('Page.navigate', { url })
      },
    },
    collect: async () => {
      await wait(1000)
      remote.close()
      return { har: webkitHar(events), messages, copies: [] }
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

/** The inspector lists the pages of the browser at its own address. */
async function pathOfPage(port: number): Promise<string> {
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop
    const list = await fetch(`http://127.0.0.1:${port}/`).then(
      (response) => response.text(),
      () => '',
    )
    const [path] = /\/socket\/\d+\/\d+\/WebPage/.exec(list) ?? []
    if (path) return path
    // oxlint-disable-next-line no-await-in-loop
    await wait(100)
  }
}
