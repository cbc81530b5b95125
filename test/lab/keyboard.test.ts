// The steps of a visitor come one after the other, in one page.
/* oxlint-disable no-await-in-loop */
import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { writeFragment } from '../../lab/page/scene/fragment.ts'
import { DEFAULT_SCENE, type Scene } from '../../lab/page/scene/scene.ts'
import { hasChromium, launchChromium } from './chromium.ts'
import { openLab, type OpenLab, played, policyIn, show } from './lab-page.ts'

const lab = inject('lab')

const SOON = { timeout: 10_000 }

const ORIGIN = "origin: ['https://app.example.com']"
const linkOf = (scene: Partial<Scene>): string => writeFragment({ ...DEFAULT_SCENE, ...scene })

/** A button that is gone after Enter, and where the keyboard goes on. */
const VANISHING: readonly (readonly [what: string, link: string, button: string, next: string])[] = [
  ['a fix', linkOf({}), '[data-fix]', 'h2 The page can read it'],
  ['another server', linkOf({}), '.see > .buttons button', 'h2 The page can read it'],
  [
    'a fix of the policy, with another problem',
    linkOf({ by: 'policy', policy: `{ methods: ['PUT'], ${ORIGIN}, maxAge: -1 }` }),
    '.verdict .fixes button',
    'h2 This cannot be played yet',
  ],
  [
    'the last fix of the policy',
    linkOf({ by: 'policy', policy: `{ ${ORIGIN}, maxAge: -1 }` }),
    '.verdict .fixes button',
    'h2 The page can read it',
  ],
  [
    'what to do about a finding',
    linkOf({ by: 'policy', show: 'audit', policy: "{ origin: ['https://*.example.org'], credentials: true }" }),
    '[data-remedy]',
    'h2 1 finding',
  ],
  [
    'the start of a comparison',
    linkOf({ by: 'policy', show: 'changes', policy: `{ ${ORIGIN} }`, before: '{}' }),
    '.diff ~ .buttons button',
    'h2 Nothing has changed yet',
  ],
  ['the notice of a damaged link', '1.0.method=PUT', '.notice > button', 'h1 Why did the browser block it?'],
]

/** A field, what an input method shows in it one after the other, and what the person chooses. */
const COMPOSITIONS: readonly (readonly [field: string, shown: readonly string[], chosen: string])[] = [
  ['#clue', ['n', 'ni', 'ni hao'], '你好'],
  ['#page', ['ㅎ', '하', '한'], '한'],
  ['#headers', ['ｋ', 'か', 'かんじ'], '漢字'],
  ['.cm-content', ['ｋ', 'か', 'かんじ', '漢字'], '漢字'],
]

describe.runIf(hasChromium())('the lab by keyboard, in Chromium', () => {
  let browser: Browser
  let opened: OpenLab
  let page: Page
  let devtools: CDPSession

  beforeAll(async () => {
    browser = await launchChromium()
    opened = await openLab(browser, lab.page)
    ;({ page } = opened)
    devtools = await page.context().newCDPSession(page)
  })
  afterAll(() => browser?.close())

  const focused = (): Promise<string> =>
    page.evaluate(() => {
      const { tagName, textContent } = document.activeElement!
      return `${tagName.toLowerCase()} ${textContent.trim()}`
    })

  test.each(VANISHING)('%s: the focus does not vanish with its button', async (_, link, button, next) => {
    await show(page, link)
    await page.locator(button).first().focus()
    await page.keyboard.press('Enter')
    await expect.poll(focused, SOON).toBe(next)
    expect(opened.troubles).toEqual([])
  })

  test('the fix below the editor leads back into it, and Undo keeps the focus', async () => {
    const wrong = `{ ${ORIGIN}, maxAge: -1 }`
    await show(page, linkOf({ by: 'policy', policy: wrong }))
    await page.locator('.cm-lintRange-error').waitFor()
    await page.locator('.cm-content').focus()
    await page.keyboard.press('F8')
    await page.locator('.cm-tooltip-lint').waitFor()
    await page.locator('form .buttons button').waitFor()
    await page.keyboard.press('Escape')
    // First come the words that are explained.
    for (let tries = 0; tries < 5 && (await focused()) !== 'button Write 0'; tries++) await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect.poll(() => policyIn(page), SOON).toBe(wrong.replace('-1', '0'))
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('cm-content')
    // Until nothing is left, whatever was done before.
    const undo = page.getByRole('button', { name: 'Undo', exact: true })
    await undo.focus()
    for (let tries = 0; tries < 40 && !(await undo.isDisabled()); tries++) await page.keyboard.press('Enter')
    expect([await undo.isDisabled(), await focused()]).toEqual([true, 'button Undo'])
  })

  test('an explanation shows by focus and by hover, on the screen, and Escape hides it', async () => {
    await show(page, linkOf({ method: 'PUT' }))
    const term = page.locator('.decisions .term', { hasText: 'CORS-safelisted' })
    const tip = term.locator('.tip')
    await page.locator('.times input').focus()
    while (!(await tip.isVisible())) await page.keyboard.press('Tab')
    await page.keyboard.press('Escape')
    await tip.waitFor({ state: 'hidden' })
    // At the lower end of the screen, it has room above the word only.
    await term.evaluate((element) => element.scrollIntoView({ block: 'end' }))
    await term.hover()
    await tip.waitFor()
    expect(await tip.evaluate((element) => element.getBoundingClientRect().bottom <= innerHeight)).toBe(true)
    await tip.hover()
    expect(await tip.isVisible()).toBe(true)
    await page.keyboard.press('Escape')
    await tip.waitFor({ state: 'hidden' })
  })

  test('on a phone, an explanation does not cover its word', async () => {
    await page.setViewportSize({ width: 360, height: 640 })
    const covered: string[] = []
    for (const term of await page.locator('.decisions .term > button').all()) {
      await term.focus()
      await term.locator('+ .tip').waitFor()
      const isCovered = await term.evaluate((button) => {
        const [word, tip] = [button, button.nextElementSibling!].map((element) => element.getBoundingClientRect())
        return word!.bottom > tip!.top && word!.top < tip!.bottom
      })
      if (isCovered) covered.push(await term.innerText())
    }
    expect(covered).toEqual([])
    await page.setViewportSize({ width: 1280, height: 720 })
  })

  test('a screen reader hears a new verdict once, when the visitor has stopped writing', async () => {
    await show(page, linkOf({ headers: 'X-Name: 1', preflight: '204\nAccess-Control-Allow-Origin: *' }))
    await page.evaluate(() => {
      const said: string[] = []
      Object.assign(globalThis, { said })
      new MutationObserver((records) => {
        for (const { target } of records) {
          const region = (target instanceof Element ? target : target.parentElement)?.closest(
            '[role=status], [aria-live=polite]',
          )
          if (region?.textContent) said.push(region.textContent)
        }
      }).observe(document.body, { subtree: true, childList: true, characterData: true })
    })
    await page.getByLabel('Request headers').focus()
    await page.keyboard.press('Control+Home')
    await page.keyboard.type('X-A-', { delay: 200 })
    await played(page)
    const said = (): Promise<string[]> => page.evaluate(() => (globalThis as unknown as { said: string[] }).said)
    await expect.poll(said, SOON).toHaveLength(1)
    expect((await said())[0]).toContain('does not allow the header x-a-x-name')
  })

  test('what an input method composes stays whole', async () => {
    const policy = `{ ${ORIGIN.replace('.com', '.com/')} } // `
    await show(page, linkOf({ by: 'policy', policy }))
    await page.locator('.cm-lintRange-error').waitFor()
    for (const [selector, shown, chosen] of COMPOSITIONS) {
      const field = page.locator(selector)
      const text = (): Promise<string> =>
        field.evaluate((element) => ('value' in element ? String(element.value) : (element as HTMLElement).innerText))
      await field.focus()
      await page.keyboard.press('Control+End')
      const before = await text()
      for (const part of shown) {
        const selectionEnd = part.length
        await devtools.send('Input.imeSetComposition', { text: part, selectionStart: selectionEnd, selectionEnd })
        // The last one stays until there is a verdict, and until the editor has underlined what is wrong.
        await page.waitForTimeout(part === shown.at(-1) ? 180 : 0)
      }
      await devtools.send('Input.insertText', { text: chosen })
      await page.keyboard.type('!')
      await expect.poll(text, SOON).toBe(`${before}${chosen}!`)
    }
    await expect.poll(() => policyIn(page), SOON).toBe(`${policy}漢字!`)
    expect(opened.troubles).toEqual([])
  })
})
