import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { jsonp } from '../../src/jsonp/index.ts'
import { hasChromium, launchChromium } from '../lab/chromium.ts'

/**
 * Calls every global function of the page as a JSONP answer does, with an array that holds a program or a
 * `javascript:` URL. Each program adds the name of its function to `ran`, which the page returns.
 */
async function functionsThatRunText(page: Page): Promise<{ readonly called: number; readonly ran: string[] }> {
  return page.evaluate(async () => {
    const scope = globalThis as unknown as Record<string, (data: unknown) => unknown>
    const ran = new Set<string>()
    Object.assign(scope, { ran })
    const names = new Set<string>()
    for (let object: unknown = scope; object; object = Object.getPrototypeOf(object))
      for (const name of Object.getOwnPropertyNames(object)) names.add(name)
    const functions = [...names].filter((name) => typeof scope[name] === 'function')
    for (const name of functions) {
      for (const prefix of ['', 'javascript:']) {
        try {
          const answer = scope[name]?.([`${prefix}void (globalThis.opener ?? globalThis).ran.add('${name}')`])
          Promise.resolve(answer).catch(() => {})
        } catch {
          // Most are constructors.
        }
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 1000))
    return { called: functions.length, ran: [...ran].toSorted() }
  })
}

it.runIf(hasChromium())('a callback is none of the global functions of Chromium that run a string', async () => {
  const server = createServer((_request, response) => response.setHeader('Content-Type', 'text/html').end('<p>'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const browser = await launchChromium()
  try {
    const page = await browser.newPage()
    page.on('dialog', (dialog) => void dialog.dismiss())
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    const { called, ran } = await functionsThatRunText(page)
    expect(called).toBeGreaterThan(500)
    expect(ran).toEqual(['open', 'setInterval', 'setTimeout'])
    for (const name of ran) {
      const { status } = jsonp(new Request(`https://api.example/?cb=${name}`), [], { parameter: 'cb' })
      expect([name, status]).toEqual([name, 400])
    }
  } finally {
    await browser.close()
    server.close()
    server.closeAllConnections()
  }
})
