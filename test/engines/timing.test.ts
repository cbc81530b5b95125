import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { withCors } from '../../adapters/node.ts'
import type { CorsOptions } from '../../src/index.ts'
import { hasChromium, launchChromium } from '../lab/chromium.ts'

const PIXEL = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'

async function listen(listener: RequestListener): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, port: (server.address() as AddressInfo).port }
}

// This is why the audit has E-05, and why docs/options.md says that `*` reveals more with timing than without.
it.runIf(hasChromium())('Chromium times images with cookies for any page only if any origin is allowed', async () => {
  const cookies: (string | undefined)[] = []
  const api = (options: CorsOptions) =>
    listen((request, response) => {
      cookies.push(request.headers.cookie)
      withCors(options as { readonly origin: '*' }, (_request, raw) => {
        raw.setHeader('Content-Type', 'image/svg+xml')
        raw.end(PIXEL)
      })(request, response)
    })
  const page = await listen((_request, response) => response.setHeader('Content-Type', 'text/html').end('<p>'))
  const origin = `http://127.0.0.1:${page.port}`
  const servers = await Promise.all([
    api({ origin: '*', timingAllowOrigin: true }),
    api({ origin: [origin], timingAllowOrigin: true }),
    api({ origin: '*' }),
  ])
  const browser = await launchChromium()
  try {
    const tab = await browser.newPage()
    await tab.goto(origin)
    const times = await tab.evaluate(
      async (ports) => {
        document.cookie = 'session=1; path=/'
        const urls = ports.map((port) => `http://127.0.0.1:${port}/pixel`)
        await Promise.all(
          urls.map(async (url) => {
            const image = new Image()
            image.src = url
            await image.decode()
          }),
        )
        return urls.map((url) => {
          const [record] = performance.getEntriesByName(url) as PerformanceResourceTiming[]
          return [record!.requestStart > 0, record!.transferSize > 0]
        })
      },
      servers.map(({ port }) => port),
    )
    expect(times).toEqual([
      [true, true],
      [false, false],
      [false, false],
    ])
    expect(cookies).toEqual(Array(3).fill('session=1'))
  } finally {
    await browser.close()
    for (const { server } of [page, ...servers]) {
      server.close()
      server.closeAllConnections()
    }
  }
})
