// One size after the other, in the same page.
/* oxlint-disable no-await-in-loop */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { EXAMPLES } from '../../lab/page/scene/examples.ts'
import { writeFragment } from '../../lab/page/scene/fragment.ts'
import { DEFAULT_SCENE } from '../../lab/page/scene/scene.ts'
import { findings } from './axe.ts'
import { hasChromium, launchChromium } from './chromium.ts'
import { openLab } from './lab-page.ts'

const lab = inject('lab')

const exampleOf = (id: string): string => writeFragment(EXAMPLES.find((example) => example.id === id)!.scene)

/** Each kind of view: its path, and what is there when all of it has loaded. */
const VIEWS: readonly (readonly [title: string, path: string, ready: string])[] = [
  ['blocked, with a policy', `/#${exampleOf('method')}`, '.stepper'],
  ['readable', `/#${exampleOf('expose')}`, '.stepper'],
  ['a damaged link', '/#1.0.method=PUT', '[role=alert]'],
  [
    'a policy with a problem',
    `/#${writeFragment({ ...DEFAULT_SCENE, by: 'policy', policy: "{ origin: 'https://a.example/' }" })}`,
    '.fixes',
  ],
  ['the real calls', '/calls', '#summary[data-state=good]'],
  ['the real calls, deployed', '/calls-without-api', 'h1'],
  ['nothing', '/nothing', 'h1'],
]

/** Schemes and sizes, and whether axe looks at them. The others differ in width only. */
const SIZES = [
  ['light', 360, 640, true],
  ['dark', 1280, 780, true],
  ['dark', 390, 844, false],
  ['light', 768, 780, false],
  ['light', 1600, 900, false],
] as const

describe.runIf(hasChromium())('every view in Chromium', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser?.close())

  test.each(VIEWS)('%s: fits all screens, and axe finds nothing', async (_, path, ready) => {
    const { page, close } = await openView(browser, path, ready)
    for (const [colorScheme, width, height, hasAxe] of SIZES) {
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme })
      expect({
        size: [colorScheme, width],
        isTooWide: (await widthOf(page)) > width,
        outsideTips: await outsideTips(page),
        isDark: await isDark(page),
        findings: hasAxe ? await findings(page) : [],
      }).toEqual({
        size: [colorScheme, width],
        isTooWide: false,
        outsideTips: [],
        isDark: colorScheme === 'dark',
        findings: [],
      })
    }
    await close()
  })

  test('on a phone, a bar has the verdict while it is below the screen, and leads to it', async () => {
    const { page, close } = await openLab(browser, `${lab.page}/`, { viewport: { width: 360, height: 640 } })
    const bar = page.locator('.jump')
    await bar.waitFor()
    expect(await bar.innerText()).toContain('Blocked')
    // It covers no field that has the focus.
    for (const field of await page.locator('form :is(input, textarea, select)').all()) {
      await field.focus()
      const [bottom, top] = await field.evaluate((element) => [
        element.getBoundingClientRect().bottom,
        document.querySelector('.jump')?.getBoundingClientRect().top ?? innerHeight,
      ])
      expect(bottom).toBeLessThanOrEqual(top)
    }
    await page.evaluate(() => scrollTo(0, 0))
    await bar.focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => bar.count()).toBe(0)
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Blocked')
    // Nor does it come back below the verdict.
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
    await page.locator('.decisions > li').last().waitFor()
    expect(await bar.count()).toBe(0)
    await page.evaluate(() => scrollTo(0, 0))
    await bar.waitFor()
    await page.setViewportSize({ width: 1280, height: 780 })
    expect(await bar.isVisible()).toBe(false)
    await close()
  })
})

async function openView(
  browser: Browser,
  path: string,
  ready: string,
): Promise<{ readonly page: Page; readonly close: () => Promise<void> }> {
  const context = await browser.newContext({ reducedMotion: 'reduce', serviceWorkers: 'block' })
  const page = await context.newPage()
  await page.goto(lab.page + path)
  await page.locator(ready).first().waitFor()
  return { page, close: () => context.close() }
}

function widthOf(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth))
}

/** The explanations that would leave the screen. */
function outsideTips(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const outside: string[] = []
    for (const button of document.querySelectorAll<HTMLElement>('.term > button')) {
      button.focus({ preventScroll: true })
      // Until then, the explanation has not chosen its side.
      await new Promise((resolve) => setTimeout(resolve))
      const tip = button.nextElementSibling as HTMLElement
      // The look of explanations loads after the verdict.
      while (getComputedStyle(tip).position === 'static') await new Promise((resolve) => setTimeout(resolve, 20))
      tip.style.display = 'block'
      const { left, right } = tip.getBoundingClientRect()
      tip.style.display = ''
      if (left < 0 || right > innerWidth) outside.push(`${tip.textContent}: ${String(left)} to ${String(right)}`)
    }
    // An explanation that stays open would be measured as a part of the page in the next size.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    return outside
  })
}

/** Whether the letters are lighter than the page. */
function isDark(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const { color, backgroundColor } = getComputedStyle(document.body)
    const [ink, paper] = [color, backgroundColor].map((it) => Number(/\d+/.exec(it)?.[0]))
    return ink! > paper!
  })
}
