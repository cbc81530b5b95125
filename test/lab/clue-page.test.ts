import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { findings } from './axe.ts'
import { hasChromium, launchChromium } from './chromium.ts'
import { harOf } from './har-file.ts'
import { codeOf, openLab, type OpenLab, played, stateOf } from './lab-page.ts'

const lab = inject('lab')

const START = "Access to fetch at 'https://shop.example/cart' from origin 'https://www.example.com'"

/** What a person pastes, and what the person does then: the failure to choose, if it is not the first. */
const JOURNEYS: readonly (readonly [code: string, message: string, choose: string])[] = [
  [
    'acao-missing',
    `${START} has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
    '',
  ],
  [
    'preflight-acam-invalid',
    `${START} has been blocked by CORS policy: Cannot parse Access-Control-Allow-Methods response header field in preflight response.`,
    '',
  ],
  ['network-error', 'GET https://shop.example/cart net::ERR_CONNECTION_REFUSED', ''],
  ['blocked-bad-port', 'GET http://shop.example:6000/ net::ERR_UNSAFE_PORT', ''],
  ['redirect-too-many', 'GET https://shop.example/cart net::ERR_TOO_MANY_REDIRECTS', ''],
  [
    'scheme-not-http',
    'Fetch API cannot load localhost:3000/users. Cross origin requests are only supported for HTTP.',
    '',
  ],
  [
    'preflight-redirect',
    'Preflight response is not successful. Status code: 307\nFetch API cannot load https://shop.example/cart due to access control checks.',
    '',
  ],
  ['redirect-stream-body', 'TypeError: Failed to fetch', 'redirect-stream-body'],
  ['keepalive-quota', 'TypeError: Load failed', 'keepalive-quota'],
  ['redirect-mode-error', 'TypeError: NetworkError when attempting to fetch resource.', 'redirect-mode-error'],
]

/** Pastes a text into the empty box, as a person does with the keyboard. */
async function paste(page: Page, text: string): Promise<void> {
  const box = page.getByLabel('Paste what you have')
  await box.fill('')
  await box.focus()
  await page.evaluate((pasted) => {
    const data = new DataTransfer()
    data.setData('text', pasted)
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
    // A made-up event writes nothing into the box, unlike that of a person.
    if (document.activeElement!.dispatchEvent(event)) document.execCommand('insertText', false, pasted)
  }, text)
}

const valueOf = (page: Page, label: string): Promise<string> => page.getByLabel(label, { exact: true }).inputValue()

describe.runIf(hasChromium())('a clue in the lab, in Chromium', () => {
  let browser: Browser
  let opened: OpenLab
  let page: Page

  beforeAll(async () => {
    browser = await launchChromium()
    opened = await openLab(browser, lab.page)
    ;({ page } = opened)
  })
  afterAll(() => browser?.close())

  test.each(JOURNEYS)('%s: from the paste to a call that works', async (code, message, choose) => {
    let actions = 0
    await paste(page, message)
    await page.getByText('Read as a message on a console').waitFor()
    // Code is shown as code, without its backquotes.
    expect(await page.locator('.clue [role=status]').innerText()).not.toContain('`')
    if (choose) {
      const label = await page
        .locator('#found option')
        .filter({ hasText: `(${choose})` })
        .innerText()
      await page.getByLabel(/^It can be one of/).selectOption({ label })
      actions++
    }
    await expect.poll(() => codeOf(page)).toBe(code)
    await page.getByRole('button', { name: 'Try it here' }).first().click()
    actions++
    await expect.poll(() => stateOf(page)).toBe('good')
    expect(actions).toBeLessThanOrEqual(2)
    expect(opened.troubles).toEqual([])
  })

  test('the choice goes by keyboard, says what it chose, and knows when the form has changed', async () => {
    await paste(page, 'TypeError: Failed to fetch')
    const choice = page.getByLabel(/^It can be one of/)
    const status = page.locator('.clue [role=status]')
    await choice.waitFor()
    expect(await status.innerText()).toContain('The message before it on the console says why')
    expect(await choice.locator('optgroup').evaluateAll((all) => all.map((one) => one.getAttribute('label')))).toEqual([
      'The console says no more',
      'The console says more before it',
    ])
    await expect.poll(() => codeOf(page)).toBe('network-error')
    await choice.focus()
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => codeOf(page)).toBe('preflight-network-error')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('found')
    expect(await findings(page)).toEqual([])

    await page.getByLabel('URL that it fetches').fill('https://shop.example/other')
    await played(page)
    expect(await status.innerText()).toContain('The form has changed since.')
    expect(await choice.inputValue()).toBe('')
    await choice.selectOption({ index: 2 })
    await expect.poll(() => valueOf(page, 'URL that it fetches')).toBe('https://api.example.com/')
    expect(await status.innerText()).toContain('It is in the form now.')
  })

  test('a body goes into the form, which opens what few calls have', async () => {
    await page.locator('[data-example=missing]').click()
    await paste(
      page,
      `fetch('https://api.example.com/users', { method: 'POST', body: 'a=1', redirect: 'manual', keepalive: true })`,
    )
    await expect.poll(() => valueOf(page, 'Method')).toBe('POST')
    expect(await valueOf(page, 'Body')).toBe('a=1')
    expect(await valueOf(page, 'Redirect')).toBe('manual')
    expect(await valueOf(page, 'Keepalive')).toBe('true')
    await played(page)
    const call = await page.getByLabel('The call', { exact: true }).innerText()
    for (const part of [`body: "a=1"`, `redirect: 'manual'`, 'keepalive: true']) expect(call).toContain(part)
    await expect.poll(() => page.locator('.lanes').innerText()).toContain('Content-Type: text/plain;charset=UTF-8')
    const { page: other, close } = await openLab(browser, page.url())
    await expect.poll(() => valueOf(other, 'Body')).toBe('a=1')
    expect(await findings(other)).toEqual([])
    await close()
  })

  test('a HAR of 10,000 lines and more is read within a second, and the page goes on', async () => {
    const har = harOf(500)
    expect(har.split('\n').length).toBeGreaterThan(10_000)
    await page.evaluate((text) => Object.assign(globalThis, { har: text }), har)
    const devtools = await page.context().newCDPSession(page)
    // The time of the processor, because other programs may take theirs meanwhile.
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
    const worked = async (): Promise<number> => {
      const { metrics } = await devtools.send('Performance.getMetrics')
      return metrics.find(({ name }) => name === 'TaskDuration')!.value
    }
    const times: number[] = []
    for (let turn = 0; turn < 3; turn++) {
      // oxlint-disable-next-line no-await-in-loop
      await page.locator('[data-example=expose]').click()
      // oxlint-disable-next-line no-await-in-loop
      await page.locator('.see[aria-busy=false] .verdict[data-code=none]').waitFor()
      // oxlint-disable-next-line no-await-in-loop
      const before = await worked()
      // oxlint-disable-next-line no-await-in-loop
      await page.evaluate(pasteRecording)
      // oxlint-disable-next-line no-await-in-loop
      times.push((await worked()) - before)
    }
    expect(times.toSorted((a, b) => a - b)[1]).toBeLessThan(1)
    expect(
      await page
        .getByLabel(/^Its calls/)
        .locator('option[value]:not([disabled])')
        .count(),
    ).toBe(50)
  })

  test('more than 50 million characters are refused with a sentence', async () => {
    await paste(page, ' ')
    await page.evaluate(() => {
      const data = new DataTransfer()
      data.setData('text', 'x'.repeat(50_000_001))
      const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
      document.querySelector<HTMLTextAreaElement>('#clue')!.value = ''
      document.querySelector('#clue')!.dispatchEvent(event)
    })
    await page.locator('.trouble').filter({ hasText: 'expected at most 50 million' }).waitFor()
    // The box has only its start.
    expect((await valueOf(page, 'Paste what you have')).length).toBeLessThan(100_000)
  })

  test.each([
    ['{"log": {"entries": [', 'The HAR is not JSON'],
    ['{"log": {"version": "1.2"}}', 'has no "log" with "entries"'],
    ['{"log": {"entries": []}}', 'The HAR has no call to another origin'],
    [
      'GET https://shop.example/cart net::ERR_BLOCKED_BY_CLIENT',
      'An extension or a setting of the browser blocked the request',
    ],
    ['GET https://shop.example/cart net::ERR_ABORTED', 'The page or its visitor ended this call'],
  ])('%s is refused with a sentence', async (text, sentence) => {
    await paste(page, text)
    await page.locator('.trouble').filter({ hasText: sentence }).waitFor()
    expect(opened.troubles).toEqual([])
  })
})

/** Pastes the recording, and waits until the verdict is about it. Runs in the page. */
function pasteRecording(): Promise<void> {
  const box = document.querySelector<HTMLTextAreaElement>('#clue')!
  box.value = ''
  const data = new DataTransfer()
  data.setData('text', (globalThis as unknown as { readonly har: string }).har)
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector('.see[aria-busy=false] .verdict[data-code=acao-missing]')) return
      observer.disconnect()
      resolve()
    })
    observer.observe(document.body, { subtree: true, childList: true, attributes: true })
    box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  })
}
