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
    await page.reload()
    await played(page)
    // Only the page itself waited: its files are then served at once. Without that, all of the first ones would wait.
    const waited = await page.evaluate(() =>
      performance.getEntriesByType('resource').flatMap(({ name, duration }) => (duration > 2_900 ? [name] : [])),
    )
    expect(waited.length).toBeLessThan(2)
  })

  test('while the server answers, nobody sees an old page, and an open page keeps its parts', async () => {
    await open()
    proxy.change = async (request, answer) =>
      new URL(request.url).pathname === '/' ? { body: (await answer.text()).replace('<h1>', '<h1>New: ') } : undefined
    await page.reload()
    await played(page)
    expect(await page.locator('h1').innerText()).toContain('New: ')
    // As after a new build.
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
    // The same for a part that nobody waits for. As text, because vitest replaces an import in a function.
    expect(await page.getByRole('alert').count()).toBe(0)
    await page.evaluate("void import('/part-00000000.js')")
    await page.getByRole('alert').waitFor()
  })

  test('the service worker can send nothing to another origin, and leaves an address that is no longer its own', async () => {
    await open()
    const [worker] = page.context().serviceWorkers()
    const sent = await worker!.evaluate((api) => fetch(api, { mode: 'no-cors' }).then(String, String), lab.api)
    expect(sent).toMatch(/^TypeError/)

    // It needs no storage while the server answers.
    await worker!.evaluate(() => {
      const refuse = (): Promise<never> => Promise.reject(new Error('The storage is blocked'))
      Object.assign(globalThis.caches, { open: refuse, match: refuse })
    })
    await page.reload()
    await played(page)

    expect(await keptFiles()).toBeGreaterThan(10)
    proxy.change = () => ({ headers: { 'x-served-by': '' }, body: 'Another program' })
    await page.reload()
    await expect.poll(keptFiles).toBe(0)
    expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0)
  })
})
