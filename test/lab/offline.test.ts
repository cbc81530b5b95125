import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { hasChromium, launchChromium } from './chromium.ts'
import { codeOf, openLab, type OpenLab, played, stateOf } from './lab-page.ts'
import { openProxy, type Proxy } from './proxy.ts'

const lab = inject('lab')

/** As each build names the parts that load later. */
const PARTS = /-[A-Z\d]{8}\.js$/

describe.runIf(hasChromium())('the lab without its server, in Chromium', () => {
  let browser: Browser
  let proxy: Proxy
  let opened: OpenLab
  let page: Page

  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser?.close())
  beforeEach(async () => {
    proxy = await openProxy(lab.page)
  })
  afterEach(async () => {
    await opened?.close()
    await proxy.close()
  })

  const open = async (serviceWorkers: 'allow' | 'block' = 'allow'): Promise<void> => {
    opened = await openLab(browser, `${proxy.page}/`, { serviceWorkers })
    ;({ page } = opened)
    if (serviceWorkers === 'allow') await page.waitForFunction(() => navigator.serviceWorker.controller)
  }

  const keptFiles = (): Promise<number> =>
    page.evaluate(async () => {
      const caches = await Promise.all((await globalThis.caches.keys()).map((name) => globalThis.caches.open(name)))
      return (await Promise.all(caches.map(async (cache) => (await cache.keys()).length))).reduce((a, b) => a + b, 0)
    })

  test('everything works after the first load: an example, a fix, the charts, a clue, a policy', async () => {
    await open()
    proxy.change = () => 'off'
    await page.reload()
    await played(page)
    await page.locator('[data-example=method]').click()
    await expect.poll(() => codeOf(page)).toBe('preflight-method-not-allowed')
    expect(await page.locator('.chart').count()).toBe(2)
    await page.getByRole('button', { name: 'Try it here' }).first().click()
    await expect.poll(() => stateOf(page)).toBe('good')
    await page.getByLabel('Paste what you have').fill("curl 'https://api.example.com/' -X DELETE")
    await page.getByRole('button', { name: 'Explain' }).click()
    await expect.poll(() => page.getByLabel('Method', { exact: true }).inputValue()).toBe('DELETE')
    expect(opened.troubles.filter((trouble) => !trouble.startsWith('Failed to load resource'))).toEqual([])
    await page.goto(`${proxy.page}/calls`)
    expect(await page.locator('h1').innerText()).toBe('Real calls')
  })

  test('a server that does not answer costs a few seconds', async () => {
    await open()
    proxy.change = () => 'stuck'
    const start = Date.now()
    await page.reload()
    await played(page)
    // Not a few seconds for each file.
    expect(Date.now() - start).toBeLessThan(9_000)
  })

  test('while the server answers, nobody sees an old page', async () => {
    await open()
    proxy.change = async (request, answer) =>
      new URL(request.url).pathname === '/' ? { body: (await answer.text()).replace('<h1>', '<h1>New: ') } : undefined
    await page.reload()
    expect(await page.locator('h1').innerText()).toContain('New: ')
  })

  test('an open page gets its parts after a new build', async () => {
    await open()
    proxy.change = ({ url }) => (PARTS.test(url) ? { status: 404 } : undefined)
    await page.locator('[data-example=method]').click()
    await expect.poll(() => codeOf(page)).toBe('preflight-method-not-allowed')
  })

  test('without a service worker, an open page says that it is old, and loads again', async () => {
    await open('block')
    proxy.change = ({ url }) => (PARTS.test(url) ? { status: 404 } : undefined)
    await page.locator('[data-example=method]').click()
    expect(await page.getByRole('alert').innerText()).toContain('A part of the lab did not load')
    proxy.change = () => undefined
    await page.getByRole('button', { name: 'Reload' }).click()
    await expect.poll(() => codeOf(page)).toBe('preflight-method-not-allowed')
  })

  test('nor is a failure hidden that nobody waits for', async () => {
    await open('block')
    // As text, because vitest replaces an import in a function.
    await page.evaluate("void import('/part-00000000.js')")
    expect(await page.getByRole('alert').innerText()).toContain('A part of the lab did not load')
  })

  test('another program at this address ends the service worker', async () => {
    await open()
    expect(await keptFiles()).toBeGreaterThan(10)
    proxy.change = () => ({ headers: { 'x-served-by': '' }, body: 'Another program' })
    await page.reload()
    await expect.poll(keptFiles).toBe(0)
    expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0)
  })

  test('the service worker cannot be made to send anything to another origin', async () => {
    await open()
    const [worker] = page.context().serviceWorkers()
    expect(await worker!.evaluate((api) => fetch(api, { mode: 'no-cors' }).then(String, String), lab.api)).toMatch(
      /^TypeError/,
    )
  })
})
