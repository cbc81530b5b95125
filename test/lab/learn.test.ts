import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Idea } from '../../lab/page/learn/idea.ts'
import { IDEAS } from '../../lab/page/learn/ideas.ts'
import { readLink, writeLink } from '../../lab/page/learn/link.ts'
import { findings } from './axe.ts'
import { hasChromium, launchChromium } from './chromium.ts'
import { codeOf, openLab, openWatched, stateOf } from './lab-page.ts'

const lab = inject('lab')

/** What the scene of each idea shows at first, and after some keys in its control: the states of its calls. */
const CHANGES: Readonly<Record<string, readonly [before: string, keys: readonly string[], after: string]>> = {
  'same-origin': ['bad', ['Tab', 'Tab', 'Enter'], 'good'],
  forms: ['bad', ['ArrowUp'], 'bad'],
  preflight: ['bad', ['ArrowDown'], 'good'],
  credentials: ['bad', ['ArrowDown', 'ArrowDown', 'ArrowDown'], 'good'],
  caching: ['good', ['ArrowLeft', 'ArrowLeft'], 'good'],
  csrf: ['hidden good', ['ArrowDown'], 'hidden good'],
  jsonp: ['good good', ['ArrowUp'], 'bad good'],
}

const HOSTILE = `https://x.example/"><img src=x onerror=alert(1)><script>alert(1)</script>${'x'.repeat(180)}`

describe.runIf(hasChromium())('the tour in Chromium', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser?.close())

  const open = (fragment = '', options?: Parameters<typeof openWatched>[2]): ReturnType<typeof openWatched> =>
    openWatched(browser, `${lab.page}/learn${fragment && `#${fragment}`}`, options)

  test('all ideas by keyboard alone: question, change, next', async () => {
    const { page, troubles, close } = await open()
    for (const [index, idea] of IDEAS.entries()) {
      const [before, keys, after] = CHANGES[idea.id]!
      // oxlint-disable-next-line no-await-in-loop
      await page.getByRole('heading', { level: 2, name: idea.heading }).waitFor()
      // oxlint-disable-next-line no-await-in-loop
      expect(await page.locator('.progress').innerText()).toBe(`${String(index + 1)} of 7: ${idea.title}`)
      // oxlint-disable-next-line no-await-in-loop
      expect(await focused(page)).toBe(index ? 'H2' : 'BODY')
      // oxlint-disable-next-line no-await-in-loop
      await press(page, '[data-guess=no]')
      // oxlint-disable-next-line no-await-in-loop
      expect(await statesOf(page)).toBe(before)
      // oxlint-disable-next-line no-await-in-loop
      expect(await page.locator('.answered').innerText()).toContain(idea.question)
      // oxlint-disable-next-line no-await-in-loop
      const shown = await page.locator('.result').innerText()
      // oxlint-disable-next-line no-await-in-loop
      await reach(page, '.control :is([type=text], [type=range], :checked)', 'Shift+Tab')
      // oxlint-disable-next-line no-await-in-loop
      for (const key of keys) await page.keyboard.press(key)
      // oxlint-disable-next-line no-await-in-loop
      await expect.poll(() => page.locator('.result').innerText()).not.toBe(shown)
      // oxlint-disable-next-line no-await-in-loop
      expect(await statesOf(page)).toBe(after)
      // oxlint-disable-next-line no-await-in-loop
      expect(await page.locator('.result :is(ins, del, .marked), [data-same]').count()).toBeGreaterThan(0)
      const { idea: linked, value } = readLink(new URL(page.url()).hash)
      expect([linked.id, value !== idea.first]).toEqual([idea.id, true])
      // oxlint-disable-next-line no-await-in-loop
      if (index < IDEAS.length - 1) await press(page, '.way.next')
    }
    // The way back has what was changed.
    await press(page, '.way:not(.next)', 'Shift+Tab')
    await page.getByRole('heading', { level: 2, name: IDEAS[5]!.heading }).waitFor()
    expect(page.url()).toBe(`${lab.page}/learn#${writeLink(IDEAS[5]!, 'guard')}`)
    expect(await page.locator('[value=guard]').isChecked()).toBe(true)
    expect(troubles).toEqual([])
    await close()
  })

  test('each link to the lab has the same verdict there', async () => {
    const { page, troubles, close } = await open()
    const other = await openLab(browser, lab.page)
    for (const idea of IDEAS) {
      // oxlint-disable-next-line no-await-in-loop
      await show(page, writeLink(idea, another(idea)))
      // Scripts of JSONP are no calls, so that link has the same call with CORS.
      // oxlint-disable-next-line no-await-in-loop
      const state = idea.id === 'jsonp' ? 'bad' : (await statesOf(page)).split(' ')[0]
      // oxlint-disable-next-line no-await-in-loop
      await other.page.goto(new URL((await page.locator('.open a').getAttribute('href'))!, lab.page).href)
      // oxlint-disable-next-line no-await-in-loop
      await expect.poll(() => stateOf(other.page)).toBe(state)
      // oxlint-disable-next-line no-await-in-loop
      expect((await codeOf(other.page)) === 'none').toBe(state !== 'bad')
    }
    expect([...troubles, ...other.troubles]).toEqual([])
    await other.close()
    await close()
  })

  test('the browser lets the tour send nothing', async () => {
    const response = await fetch(`${lab.page}/learn`)
    expect(response.headers.get('content-security-policy')).toContain("connect-src 'none'")
  })

  test('a damaged link says so, and hostile text stays text', async () => {
    const { page, troubles, close } = await open('caching=600.0', { viewport: { width: 360, height: 780 } })
    expect(await page.getByRole('alert').innerText()).toContain('The link is damaged')
    expect(await page.getByRole('slider').getAttribute('aria-valuetext')).toBe('86400 (1 day)')
    expect(await findings(page)).toEqual([])
    await page.getByRole('button', { name: 'Close' }).click()
    expect(await page.getByRole('alert').count()).toBe(0)

    for (const value of [HOSTILE, 'https://a:b@shop.example', '//', `https://${'x'.repeat(260)}.example`]) {
      // oxlint-disable-next-line no-await-in-loop
      await show(page, writeLink(IDEAS[0]!, value))
      // oxlint-disable-next-line no-await-in-loop
      expect(await page.getByRole('textbox').inputValue()).toBe(value)
      // oxlint-disable-next-line no-await-in-loop
      expect(await page.evaluate(() => [document.documentElement.scrollWidth, document.images.length])).toEqual([
        360, 0,
      ])
    }
    // The question is answered by the scene that was played, not by the one that is about to be.
    const first = page.locator(`.chip[data-value="${IDEAS[0]!.first}"]`)
    const [isBusy, isAnswered] = await first.evaluate(async (chip: HTMLElement) => {
      chip.click()
      await new Promise<void>((resolve) => queueMicrotask(resolve))
      return [document.querySelector('.result')?.ariaBusy, document.querySelector('.answered') !== null]
    })
    expect([isBusy, isAnswered]).toEqual(['true', false])
    await page.locator('.answered').waitFor()

    // What a link has changed is there on the way back too.
    await show(page, writeLink(IDEAS[0]!, another(IDEAS[0]!)))
    const last = await page.getByRole('textbox').inputValue()
    await page.locator('.way.next').click()
    await page.locator('.way:not(.next)').click()
    expect(await page.getByRole('textbox').inputValue()).toBe(last)
    expect(troubles).toEqual([])
    await close()
  })

  test.each([
    ['dark', 360],
    ['light', 1280],
  ] as const)(
    '%s, %i pixels wide: axe finds nothing, and nothing is wider than the screen',
    async (colorScheme, width) => {
      const { page, troubles, close } = await open('', { colorScheme, viewport: { width, height: 780 } })
      await page.locator('[data-guess]').first().waitFor()
      expect(await findings(page)).toEqual([])
      for (const idea of IDEAS) {
        // oxlint-disable-next-line no-await-in-loop
        await show(page, writeLink(idea, another(idea)))
        // oxlint-disable-next-line no-await-in-loop
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
        // oxlint-disable-next-line no-await-in-loop
        expect(await findings(page)).toEqual([])
      }
      expect(troubles).toEqual([])
      await close()
    },
  )
})

/** A value that the scene does not begin with. */
function another({ control, first }: Idea): string {
  return control.choices.map(({ value }) => value).findLast((value) => value !== first)!
}

/** Shows an idea by its link, and its result. */
async function show(page: Page, fragment: string): Promise<void> {
  await page.evaluate((hash) => location.assign(`#${hash}`), fragment)
  const { idea } = readLink(fragment)
  await page.getByRole('heading', { level: 2, name: idea.heading }).waitFor()
  const skip = page.locator('[data-guess=none]')
  if (await skip.count()) await skip.click()
  await page.locator('.result[aria-busy=false] :is(.call, .trouble)').first().waitFor()
}

/** The states of the calls, once the scene is played. */
async function statesOf(page: Page): Promise<string> {
  await page.locator('.result[aria-busy=false] .call').first().waitFor()
  const states = await page
    .locator('.call')
    .evaluateAll((calls) => calls.map((call) => (call as HTMLElement).dataset['state']))
  return states.join(' ')
}

function focused(page: Page): Promise<string | undefined> {
  return page.evaluate(() => document.activeElement?.tagName)
}

/** Moves the focus by the keyboard until it is on an element. */
async function reach(page: Page, selector: string, key = 'Tab'): Promise<void> {
  await page.locator(selector).first().waitFor()
  for (let tries = 0; tries < 60; tries++) {
    // oxlint-disable-next-line no-await-in-loop
    await page.keyboard.press(key)
    // oxlint-disable-next-line no-await-in-loop
    if (await page.evaluate((text) => document.activeElement?.matches(text), selector)) return
  }
  throw new Error(`The keyboard does not reach ${selector}`)
}

async function press(page: Page, selector: string, key?: string): Promise<void> {
  await reach(page, selector, key)
  await page.keyboard.press('Enter')
}
