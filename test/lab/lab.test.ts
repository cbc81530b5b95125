import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { EXAMPLES } from '../../lab/page/scene/examples.ts'
import { writeFragment } from '../../lab/page/scene/fragment.ts'
import { DEFAULT_SCENE } from '../../lab/page/scene/scene.ts'
import { findings } from './axe.ts'
import { hasChromium, launchChromium } from './chromium.ts'
import { codeOf, openLab, type OpenLab, played, policyIn, show, stateOf } from './lab-page.ts'

const lab = inject('lab')

/** What each example is about: the code of the verdict, and whether Chromium, Firefox and WebKit let the page read. */
const VERDICTS: Readonly<Record<string, readonly [code: string, readable: string]>> = {
  missing: ['acao-missing', 'no no no'],
  'content-type': ['preflight-header-not-allowed', 'no no no'],
  method: ['preflight-method-not-allowed', 'no no no'],
  'wildcard-credentials': ['acao-wildcard-with-credentials', 'no no no'],
  'preflight-status': ['preflight-status', 'no no no'],
  redirect: ['preflight-redirect', 'no no no'],
  'trailing-slash': ['acao-mismatch', 'no no no'],
  'two-values': ['acao-multiple', 'no no no'],
  'http-https': ['acao-mismatch', 'no no no'],
  'null-origin': ['acao-mismatch', 'no no no'],
  authorization: ['preflight-header-not-allowed', 'yes yes yes'],
  expose: ['none', 'yes yes yes'],
}

const HOSTILE = `"><img src=x onerror=alert(1)><script>alert(1)</script>\u202E${'x'.repeat(3000)}`

/** Hostile text that a header may have, so that it is played and shown. */
const PRINTABLE = `200\nX: ${HOSTILE.replace('\u202E', '')}`

describe.runIf(hasChromium())('the lab in Chromium', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser?.close())

  const open = (fragment = '', options?: Parameters<typeof openLab>[2]): Promise<OpenLab> =>
    openLab(browser, `${lab.page}/${fragment && `#${fragment}`}`, options)

  test('there are twelve examples', () => {
    expect(EXAMPLES.map(({ id }) => id)).toEqual(Object.keys(VERDICTS))
    expect(EXAMPLES).toHaveLength(12)
  })

  describe('examples', () => {
    let opened: OpenLab
    let page: Page
    beforeAll(async () => {
      opened = await open()
      ;({ page } = opened)
    })
    afterAll(() => opened.close())

    test.each(EXAMPLES)('$title: its verdict, and a fix that works', async ({ id }) => {
      await page.locator(`[data-example=${id}]`).click()
      const [code, readable] = VERDICTS[id]!
      expect(await codeOf(page)).toBe(code)
      const states = await page
        .locator('[data-engine]')
        .evaluateAll((engines) =>
          engines.map((engine) => ((engine as HTMLElement).dataset['state'] === 'good' ? 'yes' : 'no')),
        )
      expect(states.join(' ')).toBe(readable)
      expect(await page.locator('.message').count()).toBeGreaterThanOrEqual(4)
      if (code === 'none') return

      await page.getByRole('button', { name: 'Try it here' }).first().click()
      await expect.poll(() => stateOf(page)).toBe('good')
      await page.getByRole('button', { name: 'Undo' }).click()
      expect(await codeOf(page)).toBe(code)
      expect(opened.troubles).toEqual([])
    })
  })

  test('a call that is blocked never shows headers that the page can read', async () => {
    const { page, close } = await open()
    await page.locator('[data-example=expose]').click()
    await page.locator('.readable').waitFor()
    const seen = await page.evaluate(async () => {
      const found: boolean[] = []
      const isBlocked = (): boolean => document.querySelector('.verdict[data-state=bad]') !== null
      new MutationObserver(() => {
        if (isBlocked()) found.push(document.querySelector('.readable') !== null)
      }).observe(document.body, { subtree: true, childList: true, attributes: true })
      document.querySelector<HTMLElement>('[data-example=missing]')!.click()
      // oxlint-disable-next-line no-await-in-loop -- until all is there
      while (!found.length || document.querySelector('.see[aria-busy=true]')) await new Promise(requestAnimationFrame)
      return found
    })
    expect(seen).not.toContain(true)
    await close()
  })

  test('from a pasted message to a call that works: a paste and a button', async () => {
    const { page, troubles, close } = await open()
    await page.getByLabel('Paste what you have').focus()
    await page.evaluate(() => {
      const data = new DataTransfer()
      data.setData(
        'text',
        "Access to fetch at 'https://shop.example/cart' from origin 'https://www.example.com' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: It does not have HTTP ok status.",
      )
      document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }))
    })
    await page.getByText('Read as a message on a console').waitFor()
    expect(await codeOf(page)).toBe('preflight-status')
    expect(await page.getByLabel('URL that it fetches').inputValue()).toBe('https://shop.example/cart')
    await page.getByRole('button', { name: 'Try it here' }).first().click()
    expect(await stateOf(page)).toBe('good')

    await page.getByLabel('Paste what you have').fill('<img src=x onerror=alert(1)>')
    await page.getByRole('button', { name: 'Explain' }).click()
    expect(await page.locator('.trouble').innerText()).toContain('The lab cannot read this text')
    expect(await findings(page)).toEqual([])
    expect(troubles).toEqual([])
    await close()
  })

  describe('links', () => {
    test('a link opens what it was made of, and is the address all along', async () => {
      const { page, troubles, close } = await open()
      await page.getByLabel('URL that it fetches').fill('https://api.example.com/später?a=1&b=#x')
      await page.getByLabel('Method', { exact: true }).fill('PATCH')
      await page.getByLabel('Answer to the preflight').fill('204\nAccess-Control-Allow-Origin: *')
      expect(await codeOf(page)).toBe('preflight-method-not-allowed')
      const other = await openLab(browser, page.url())
      expect(await other.page.getByLabel('URL that it fetches').inputValue()).toBe(
        'https://api.example.com/später?a=1&b=#x',
      )
      expect(await codeOf(other.page)).toBe('preflight-method-not-allowed')
      await other.close()
      await close()
      expect(troubles).toEqual([])
    })

    test('a damaged link says so, and stays in the address until something changes', async () => {
      const fragment = writeFragment({ ...DEFAULT_SCENE, method: 'PUT', mode: 'no-cors' }).slice(0, -3)
      const { page, close } = await open(fragment)
      expect(await page.getByRole('alert').innerText()).toContain('The link is damaged')
      expect(page.url()).toBe(`${lab.page}/#${fragment}`)
      expect(await page.getByLabel('Method', { exact: true }).inputValue()).toBe('PUT')
      await page.locator('[data-example=expose]').click()
      expect(await page.getByRole('alert').locator('pre').textContent()).toBe(`#${fragment}`)
      await close()
    })
  })

  test('hostile text stays text, in every field and in a link', async () => {
    const { page, troubles, close } = await open()
    for (const by of ['headers', 'policy'] as const) {
      const scene = {
        ...DEFAULT_SCENE,
        by,
        policy: `{ origin: ['${HOSTILE}'] }`,
        headers: `X: ${HOSTILE}`,
        response: `200\nX: ${HOSTILE}`,
      }
      for (const text of [{}, { page: HOSTILE }, { url: `/${HOSTILE}`, headers: '', response: PRINTABLE }]) {
        // oxlint-disable-next-line no-await-in-loop
        await show(page, writeFragment({ ...scene, ...text }))
        // oxlint-disable-next-line no-await-in-loop
        const [width, images] = await page.evaluate(() => [
          document.documentElement.scrollWidth,
          document.querySelectorAll('img[src]').length,
        ])
        expect([width, images]).toEqual([1280, 0])
        expect(troubles).toEqual([])
      }
    }
    await close()
  })

  test('the problems of a policy have their line, and a button that writes the suggestion', async () => {
    const policy = "{\n  origin: [\n    'https://app.example.com/',\n  ],\n  maxAge: -1,\n}"
    const { page, close } = await open(writeFragment({ ...DEFAULT_SCENE, by: 'policy', policy }))
    expect(await codeOf(page)).toBe('problem')
    // The list of problems loads after the verdict.
    await page.locator('.fixes > li').first().waitFor()
    expect(await page.locator('.fixes > li').allInnerTexts()).toEqual([
      expect.stringContaining('Line 3: '),
      expect.stringContaining('Line 5: '),
    ])
    await page.getByRole('button', { name: "Write 'https://app.example.com'" }).click()
    await played(page)
    await page.getByLabel('Options of cors()').fill(policyIn(page).replace('-1', '60'))
    expect(await stateOf(page)).toBe('good')
    await close()
  })

  test('the steps go by keyboard and by button', async () => {
    const { page, close } = await open()
    const count = page.locator('.count')
    const all = Number(/of (\d+)/.exec(await count.innerText())?.[1])
    await page.getByRole('button', { name: 'From the start' }).focus()
    await page.keyboard.press('Enter')
    expect(await count.innerText()).toBe(`Step 1 of ${String(all)}`)
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowLeft')
    // It goes back to another page.
    await page.keyboard.press('Alt+ArrowLeft')
    expect(await count.innerText()).toBe(`Step 2 of ${String(all)}`)
    await page.getByRole('button', { name: 'Next' }).click()
    expect(await page.locator('.step').innerText()).toContain('Method other than GET, HEAD, POST')
    expect(await page.locator('.node.lit').count()).toBe(3)
    expect(await page.locator('.node.current').count()).toBe(1)
    await close()
  })

  test('a word is explained by focus, by a tap, and no longer after Escape', async () => {
    const { page, close } = await open()
    const term = page.getByRole('button', { name: 'What does “origin” mean?' })
    const tip = page.getByRole('tooltip').filter({ hasText: 'Scheme, host and port' }).first()
    expect(await tip.isVisible()).toBe(false)
    await term.click()
    expect(await tip.isVisible()).toBe(true)
    await page.mouse.move(0, 0)
    await page.keyboard.press('Escape')
    await term.blur()
    expect(await tip.isVisible()).toBe(false)
    await page.getByLabel('Page', { exact: true }).focus()
    await page.keyboard.press('Shift+Tab')
    expect(await tip.isVisible()).toBe(true)
    await close()
  })

  test('the slider tells when each browser asks again', async () => {
    const { page, close } = await open()
    await page.locator('[data-example=authorization]').click()
    await played(page)
    const slider = page.getByRole('slider')
    const ends = (): Promise<string[]> => page.locator('.timeline .end').allInnerTexts()
    await slider.fill('5')
    const before = await ends()
    await slider.fill('6')
    expect(before[2]).toBe('needs no preflight')
    expect((await ends())[2]).toBe('sends the preflight again')
    await close()
  })

  test('the browser lets the lab send nothing', async () => {
    const response = await fetch(lab.page)
    expect(response.headers.get('content-security-policy')).toContain("connect-src 'none'")
    const { page, close } = await open()
    const error = await page.evaluate((api) => fetch(api).catch(String), lab.api)
    expect(error).toBe('TypeError: Failed to fetch')
    await close()
  })
})
