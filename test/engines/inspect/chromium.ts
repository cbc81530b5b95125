import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { connectRemote, type Remote } from '../driver/remote.ts'
import type { ConsoleMessage, Inspected, Inspector } from './inspector.ts'

/** The front end of the developer tools is a page as well, and can be asked for what it would export. */
const FRONT_END = 'devtools://devtools/bundled/'

/** Chromium with its own developer tools, whose export makes the recording. */
export function inspectChromium(): Inspector {
  const messages: ConsoleMessage[] = []
  let remote: Remote
  let frontEnd = ''
  return {
    setUp: {
      prepare: () => ['--remote-debugging-port=0', '--remote-allow-origins=*'],
      open: async (folder, url) => {
        const { port, path } = await portOf(folder)
        remote = await connectRemote(`ws://127.0.0.1:${port}${path}`)
        const { targetInfos } = await remote.send('Target.getTargets')
        const page = (targetInfos as { type: string; targetId: string }[]).find(({ type }) => type === 'page')
        if (!page) throw new Error('Chromium has no page, expected the one of its start')
        const tools = `${FRONT_END}devtools_app.html?ws=127.0.0.1:${port}/devtools/page/${page.targetId}&panel=network`
        const { targetId } = await remote.send('Target.createTarget', { url: tools })
        frontEnd = await attach(remote, String(targetId))
        await untilShown(remote, frontEnd)
        const session = await attach(remote, page.targetId)
        remote.listen(({ method, params, sessionId }) => {
          if (method === 'Log.entryAdded' && sessionId === session) {
            const entry = params['entry'] as { text: string; url?: string }
            messages.push({ text: entry.text, ...(entry.url && { url: entry.url }) })
          }
        })
        await remote.send('Log.enable', {}, { sessionId: session })
        await remote.send('Page.navigate', { url }, { sessionId: session })
      },
    },
    collect: async () => {
      // The front end hears of the last failures a little later than the page.
      await wait(1000)
      const found = await evaluate(
        remote,
        frontEnd,
        `(async () => {
          const { NetworkLog } = await import('${FRONT_END}models/logs/logs.js')
          const { Log } = await import('${FRONT_END}models/har/har.js')
          const { NetworkLogView } = await import('${FRONT_END}panels/network/network.js')
          const { generateCurlCommand, prototype } = NetworkLogView.NetworkLogView
          const requests = NetworkLog.NetworkLog.instance().requests()
          const copies = []
          for (const request of requests) {
            const add = (kind, text) => copies.push({ kind, method: request.requestMethod, url: request.url(), text })
            if (!request.url().includes('/case/')) continue
            add('curl', await generateCurlCommand(request, 'unix'))
            add('curl for cmd', await generateCurlCommand(request, 'win'))
            // Chromium copies no call whose headers are not bytes.
            await prototype.generateFetchCall(request, 'browser').then((text) => add('fetch', text), () => {})
          }
          return JSON.stringify({ har: { log: await Log.Log.build(requests, { sanitize: false }) }, copies })
        })()`,
      )
      remote.close()
      return { ...(JSON.parse(found) as Pick<Inspected, 'har' | 'copies'>), messages }
    },
  }
}

async function portOf(folder: string): Promise<{ readonly port: string; readonly path: string }> {
  const file = join(folder, 'DevToolsActivePort')
  for (;;) {
    const [port, path] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
    if (port && path) return { port, path }
    // oxlint-disable-next-line no-await-in-loop
    await wait(100)
  }
}

async function attach(remote: Remote, targetId: string): Promise<string> {
  const { sessionId } = await remote.send('Target.attachToTarget', { targetId, flatten: true })
  return String(sessionId)
}

/**
 * Waits until the front end shows itself. Nothing may be imported before, because the front end would then find objects
 * that were made without its settings.
 */
async function untilShown(remote: Remote, sessionId: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    // oxlint-disable-next-line no-await-in-loop
    if ((await evaluate(remote, sessionId, `String(document.querySelector('.root-view') !== null)`)) === 'true') break
    // oxlint-disable-next-line no-await-in-loop
    await wait(100)
  }
  await wait(2000)
}

async function evaluate(remote: Remote, sessionId: string, expression: string): Promise<string> {
  const asked = { expression, awaitPromise: true, returnByValue: true }
  const { result, exceptionDetails } = await remote.send('Runtime.evaluate', asked, { sessionId })
  if (exceptionDetails) throw new Error(`The developer tools failed: ${JSON.stringify(exceptionDetails)}`)
  return String((result as { value?: unknown }).value)
}
