import { get } from 'node:http'
import type { Browser, Frame } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { CALLS } from '../../lab/calls/calls.ts'
import { findings } from './axe.ts'
import { hasChromium, launchChromium } from './chromium.ts'
import { finish, openPage, readCards, readModel, readSummary } from './calls-page.ts'
import { EXPECTED_CARDS } from './expected-cards.ts'

/** The messages that the calls cause on the browser's console. */
const EXPECTED_ERROR = /blocked by CORS policy|^Failed to load resource: (net::ERR_FAILED|.* status of 500 )/

const lab = inject('lab')

describe.runIf(hasChromium())('the page in Chromium', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser?.close())

  test('shows every call as expected, and that the browser did what decide() said', async () => {
    const requests: string[] = []
    const { page, errors, close } = await openPage(browser, `${lab.page}/calls`, {}, async (it) => {
      it.on('request', (request) => request.url().startsWith(lab.api) && requests.push(request.url()))
    })
    expect(CALLS.length).toBe(18)
    expect(await readModel(page)).toBe('18 of 18 calls: your browser did what the model said')
    expect(await page.locator('#summary').getAttribute('data-profile')).toBe('chromium')
    expect(await readSummary(page)).toBe('18 of 18 calls: the browser did what decide() said')
    expect(await page.locator('#summary-more').innerText()).toContain('“A public API, with credentials”')
    expect(await page.locator('#page-origin').innerText()).toBe(lab.page)
    expect(await page.locator('#api-origin').innerText()).toBe(lab.api)
    expect(await readCards(page)).toMatchObject(EXPECTED_CARDS)
    expect(errors.filter((error) => !EXPECTED_ERROR.test(error))).toEqual([])
    const refusals = CALLS.filter((call) => call.expect.outcome === 'refused')
    // The console hears of the last refusal a moment after the page.
    await expect
      .poll(() => errors.filter((error) => error.includes('blocked by CORS policy')))
      .toHaveLength(refusals.length)
    // The model sends nothing: there are the calls, and one question about each. Preflights are not in the list.
    const isSent = ({ kind }: { readonly kind: string }): boolean => kind !== 'preflight'
    const sent = CALLS.map(({ expect: { exchanges } }) => Math.max(1, exchanges.filter(isSent).length))
    expect(requests).toHaveLength(sent.reduce((sum, count) => sum + count, 0) + CALLS.length)
    await close()
  })

  test('shows the same when it runs again', async () => {
    const { page, close } = await openPage(browser, `${lab.page}/calls`)
    const before = await page.locator('[data-call=put] code').first().innerText()
    await page.getByRole('button', { name: 'Run again' }).click()
    await expect.poll(() => page.locator('[data-call=put] code').first().innerText()).not.toBe(before)
    await finish(page)
    expect(await readSummary(page)).toBe('18 of 18 calls: the browser did what decide() said')

    // Any window that has a reference to the page can send messages to its frame, which calls for the page only.
    await page.evaluate(async () => {
      const frame = document.createElement('iframe')
      frame.setAttribute('sandbox', 'allow-scripts')
      frame.src = '/sandbox'
      document.body.append(frame)
      await new Promise((resolve) => frame.addEventListener('load', resolve))
    })
    const frame = page.frame({ url: `${lab.page}/sandbox` })!
    await ask(frame, `${lab.api}/catalogue`)
    await ask(page.mainFrame(), `${lab.api}/catalogue`)
    await page.waitForFunction(() => 'answer' in globalThis)
    expect(await frame.evaluate(() => 'answer' in globalThis)).toBe(false)
    await close()
  })

  test('says so if the browser did something else than decide() said', async () => {
    // Changed in the page, because interception would answer preflights in place of the Worker.
    const { page, close } = await openPage(browser, `${lab.page}/calls`, {}, (it) =>
      it.addInitScript(() => {
        const parse = JSON.parse
        JSON.parse = (text) =>
          parse(text.replace('"allowed":false,"reason":"origin-null"', '"allowed":true,"reason":"allowed"'))
      }),
    )
    expect(await readSummary(page)).toBe('17 of 18 calls: the browser did what decide() said')
    const bad = page.locator('#calls > li[data-state=bad]')
    expect(await bad.evaluateAll((items) => items.map((item) => (item as HTMLElement).dataset['call']))).toEqual([
      'sandbox',
    ])
    expect(await bad.locator('.verdict').innerText()).toContain('decide() disagrees')
    // The model answers by itself, and it agrees.
    expect(await readModel(page)).toBe('18 of 18 calls: your browser did what the model said')
    await close()
  })

  test('plays the standard in an unknown browser, says so, and copies the report', async () => {
    const { page, close } = await openPage(browser, `${lab.page}/calls`, {
      userAgent: 'Ladybird/1.0',
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    expect(await page.locator('#summary').getAttribute('data-profile')).toBe('spec')
    expect(await page.locator('#summary').innerText()).toContain('the model is the standard')
    const copy = page.getByRole('button', { name: 'Copy report' })
    await copy.focus()
    await page.keyboard.press('Enter')
    await page.getByText('Copied').waitFor()
    const text = await page.evaluate(() => navigator.clipboard.readText())
    expect(text).toContain('- Browser: `Ladybird/1.0`\n- Model: profile spec.')
    expect(text).toContain('There is no difference.')

    // A browser may refuse to copy. Then the text is shown, to be selected.
    expect(await page.locator('.report pre').isVisible()).toBe(false)
    await page.evaluate(() => {
      const writeText = (): Promise<void> => Promise.reject(new Error('No'))
      Object.defineProperty(navigator, 'clipboard', { value: { writeText } })
    })
    await page.keyboard.press('Enter')
    await page.getByText('select and copy the text').waitFor()
    expect(await page.locator('.report pre').innerText()).toBe(text)
    expect(await findings(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await findings(page)).toEqual([])
    await close()
  })

  test('says so if the API does not answer, and goes on if its frame does not load', async () => {
    const { page, close } = await openPage(browser, `${lab.page}/calls`, {}, async (it) => {
      await it.route(`${lab.api}/**`, (route) => route.abort())
      await it.route('**/calls/sandbox.js', (route) => route.abort())
      // Nobody waits for the frame here.
      await it.addInitScript(() => {
        const later = globalThis.setTimeout
        globalThis.setTimeout = ((run: () => void, time = 0) => later(run, Math.min(time, 500))) as typeof setTimeout
      })
    })
    expect(await page.locator('[data-call=sandbox]').innerText()).toContain('The frame does not answer')
    expect(await readSummary(page)).toBe('0 of 18 calls: the browser did what decide() said')
    expect(await page.locator('#summary-more').innerText()).toContain(`The API at ${lab.api} does not answer`)
    await close()
  })
})

/** Lets a window send a call to the sandboxed frame. The window keeps the answer. */
function ask(from: Frame, url: string): Promise<void> {
  return from.evaluate((to) => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', ({ data }) => Object.assign(globalThis, { answer: data as unknown }))
    port1.start()
    const frame = document.querySelector('iframe')?.contentWindow ?? window
    frame.postMessage({ url: to, send: { method: 'GET', path: '/catalogue' } }, '*', [port2])
  }, url)
}

describe('addresses', () => {
  test('the page and the API are where the README says', async () => {
    expect(await (await fetch(lab.page)).text()).toContain('<h1>Why did the browser block it?</h1>')
    expect(await (await fetch(`${lab.api}/catalogue`)).json()).toContain('gardenia')
  })

  test('the address of the API, which is printed, leads to the page', async () => {
    const response = await fetch(lab.api)
    expect(response.url).toBe(`${lab.page}/`)
    expect(await response.text()).toContain('<h1>Why did the browser block it?</h1>')
  })

  test.each(['/nothing', '/orders'])('the page’s host answers %s with 404', async (path) => {
    const response = await fetch(lab.page + path)
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('<a href="/">the lab</a>')
  })

  test.each(['/nothing', '/calls', '/main.js', '/lab.css'])(
    'the API answers %s with a 404 that pages can read',
    async (path) => {
      const response = await fetch(lab.api + path, { headers: { Origin: lab.page } })
      expect(response.status).toBe(404)
      expect(response.headers.get('access-control-allow-origin')).toBe(lab.page)
    },
  )

  test('a path answers an unknown method with the list of its methods', async () => {
    const response = await fetch(`${lab.api}/orders/7`, { method: 'POST' })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'PUT, DELETE'])
  })

  test('another name for this machine is refused', async () => {
    const status = await new Promise((resolve, reject) => {
      get(lab.api, { headers: { Host: 'rebound.example' } }, (response) => resolve(response.resume().statusCode)).on(
        'error',
        reject,
      )
    })
    expect(status).toBe(421)
  })

  test('it starts without asking the network or the user', () => {
    expect(lab.output).not.toMatch(/update available|telemetry|Request\.cf|log in|Unable to fetch/i)
  })
})
