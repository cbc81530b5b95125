import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { writeFragment } from '../../lab/page/scene/fragment.ts'
import { DEFAULT_SCENE, MAX_LENGTH } from '../../lab/page/scene/scene.ts'
import { findings } from './axe.ts'
import { hasChromium, launchChromium } from './chromium.ts'
import { openLab, type OpenLab, played, policyIn, stateOf } from './lab-page.ts'

const lab = inject('lab')

const BAD = "{\n  origin: [\n    'https://app.example.com/',\n  ],\n  methods: ['PUT'],\n  maxAge: -1,\n}"
const GOOD = "{\n  origin: ['https://app.example.com'],\n}"

const fieldOf = (page: Page): Locator => page.getByLabel('Options of cors()')
const underlinedIn = (page: Page): Promise<string[]> => page.locator('.cm-lintRange-error').allInnerTexts()

describe.runIf(hasChromium())('the editor in Chromium', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser?.close())

  /** The lab with a policy. `prepare` runs in the empty page before. */
  async function open(policy: string, options?: Parameters<typeof openLab>[2]): Promise<OpenLab> {
    const opened = await openLab(
      browser,
      `${lab.page}/#${writeFragment({ ...DEFAULT_SCENE, by: 'policy', policy })}`,
      options,
    )
    await opened.page.locator('.cm-content').waitFor()
    return opened
  }

  test('the plain field works until the editor has loaded, and hands over text, selection and focus', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    let load: () => void = () => {}
    const loading = new Promise<void>((resolve) => {
      load = resolve
    })
    await page.route('**/editor-*.js', async (route) => {
      await loading
      await route.continue()
    })
    await page.goto(`${lab.page}/#${writeFragment({ ...DEFAULT_SCENE, by: 'policy', policy: GOOD })}`)
    await played(page)
    const field = fieldOf(page)
    await field.fill(`${GOOD}//`)
    expect(await field.evaluate(({ tagName }) => tagName)).toBe('TEXTAREA')
    await page.keyboard.press('End')
    await page.keyboard.press('Shift+ArrowLeft')
    await page.keyboard.press('Shift+ArrowLeft')
    await page.keyboard.type('// ab')
    await page.keyboard.press('Shift+ArrowLeft')
    load()
    await page.locator('.cm-content').waitFor()
    await page.keyboard.type('c')
    await expect.poll(() => policyIn(page)).toBe(`${GOOD}// ac`)
    expect(await page.locator('textarea#policy').count()).toBe(0)
    await page.getByText('Options of cors()', { exact: true }).click()
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('cm-content')
    await context.close()
  })

  test('the plain field stays if the editor cannot load', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.route('**/editor-*.js', (route) => route.abort())
    await page.goto(`${lab.page}/#${writeFragment({ ...DEFAULT_SCENE, by: 'policy', policy: BAD })}`)
    await page.getByRole('button', { name: "Write 'https://app.example.com'" }).click()
    expect(await fieldOf(page).inputValue()).toBe(BAD.replace('.com/', '.com'))
    await fieldOf(page).fill(GOOD)
    await expect.poll(() => stateOf(page)).toBe('good')
    await context.close()
  })

  test('a policy is written by keyboard, with what the editor suggests', async () => {
    const { page, troubles, close } = await open('{\n}')
    const list = page.getByRole('listbox')
    const chosen = list.getByRole('option', { selected: true })
    await fieldOf(page).focus()
    await page.keyboard.press('Control+Home')
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Control+Space')
    await list.waitFor()
    expect(await list.getByRole('option').first().innerText()).toContain('origin')
    const accept = async (label: string): Promise<void> => {
      await chosen.filter({ hasText: label }).waitFor()
      // CodeMirror ignores Enter until the list is 75 ms old, so that nobody accepts by accident. A busy machine takes longer.
      await page.waitForTimeout(150)
      await page.keyboard.press('Enter')
    }
    await accept('origin')
    await accept("['https://app.example.com']")
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await page.keyboard.type('allowM')
    await accept('allowMethods')
    await page.keyboard.type("'pu")
    await accept("'PUT'")
    await expect
      .poll(() => policyIn(page))
      .toBe("{\n  origin: ['https://app.example.com'],\n  allowMethods: ['PUT'],\n}")
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.className)).not.toContain('cm-content')
    expect(troubles).toEqual([])
    await close()
  })

  test('problems are underlined, explained at the cursor, and fixed by a click, and Undo and Control-Z agree', async () => {
    const { page, troubles, close } = await open(BAD)
    await expect.poll(() => underlinedIn(page)).toEqual(["'https://app.example.com/'", 'methods', '-1'])
    // The content security policy would refuse a style element.
    expect(await page.locator('style').count()).toBe(0)
    const tooltip = page.locator('.cm-tooltip-lint')
    await page.locator('.cm-lintRange-error').nth(2).hover()
    expect(await tooltip.innerText()).toContain('maxAge is -1, expected 0')
    await page.mouse.move(0, 0)
    await tooltip.waitFor({ state: 'detached' })

    await fieldOf(page).focus()
    await page.keyboard.press('F8')
    expect(await tooltip.innerText()).toContain('expected "https://app.example.com"')
    expect(await page.locator('.here').innerText()).toContain('expected "https://app.example.com"')
    expect(await findings(page)).toEqual([])
    await tooltip.getByRole('button').click()
    await expect.poll(() => policyIn(page)).toBe(BAD.replace('.com/', '.com'))

    // Tab goes from the editor to the fix of the problem at the cursor.
    await expect.poll(() => underlinedIn(page)).toEqual(['methods', '-1'])
    await page.keyboard.press('F8')
    expect(await tooltip.innerText()).toContain('methods is not an option')
    await page.keyboard.press('Escape')
    expect(await tooltip.count()).toBe(0)
    await page.getByRole('button', { name: 'Rename to allowMethods' }).first().waitFor()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Rename to allowMethods')
    await page.keyboard.press('Enter')
    const renamed = BAD.replace('.com/', '.com').replace('methods', 'allowMethods')
    await expect.poll(() => policyIn(page)).toBe(renamed)
    await played(page)
    await page.locator('.fixes').getByRole('button', { name: 'Write 0' }).click()
    await expect.poll(() => stateOf(page)).toBe('good')
    await expect.poll(() => underlinedIn(page)).toEqual([])

    // One step back in the editor, and the page's button takes the step before.
    await fieldOf(page).focus()
    await page.keyboard.press('Control+z')
    await expect.poll(() => policyIn(page)).toBe(renamed)
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await expect.poll(() => policyIn(page)).toBe(BAD.replace('.com/', '.com'))
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await expect.poll(() => policyIn(page)).toBe(BAD)
    expect(await page.getByRole('button', { name: 'Undo', exact: true }).isDisabled()).toBe(true)
    await fieldOf(page).focus()
    await page.keyboard.press('Control+z')
    await expect.poll(() => policyIn(page)).toBe(BAD.replace('.com/', '.com'))
    expect(troubles).toEqual([])
    await close()
  })

  test('the call and an example reach the editor, and the cursor stays where it can', async () => {
    const { page, close } = await open('{}')
    await page.getByLabel('Page', { exact: true }).fill('https://shop.example/cart')
    await fieldOf(page).focus()
    // The problems are looked at again after a pause.
    const explained = async (): Promise<string> => {
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+End')
      await page.keyboard.press('F8')
      return (await page.locator('.cm-tooltip-lint').allInnerTexts()).join('\n')
    }
    await expect.poll(explained).toContain("['https://shop.example']")
    await page.locator('[data-example=method]').click()
    await expect.poll(() => page.locator('.cm-content').innerText()).toContain('allowMethods')
    await fieldOf(page).focus()
    await page.keyboard.press('Control+End')
    await page.keyboard.type('// a')
    // The fixes of the call before are about the text before.
    await played(page)
    await page.getByRole('button', { name: 'Try it here' }).first().click()
    await expect.poll(() => policyIn(page)).toContain("'PUT'")
    await fieldOf(page).focus()
    await page.keyboard.type('b')
    await expect.poll(() => policyIn(page)).toContain('// ab')
    await close()
  })

  test.each(['light', 'dark'] as const)('%s, 360 pixels wide, with hostile text', async (colorScheme) => {
    const hostile = `{ origin: ['<img src=x onerror=alert(1)>\u202E\u0007${'x'.repeat(3000)}'] }`
    const { page, troubles, close } = await open(hostile, { colorScheme, viewport: { width: 360, height: 780 } })
    expect(await page.locator('.cm-specialChar').count()).toBe(2)
    await expect.poll(() => underlinedIn(page)).not.toEqual([])
    expect(
      await page.evaluate(() => [document.documentElement.scrollWidth, document.querySelectorAll('img[src]').length]),
    ).toEqual([360, 0])
    await fieldOf(page).focus()
    await page.keyboard.press('F8')
    expect(await findings(page)).toEqual([])

    const long = `cors({ origin: '*' }) //${'a'.repeat(MAX_LENGTH)}`
    await fieldOf(page).fill(long)
    await page.getByText('A policy has at most 20,000 characters').waitFor()
    expect(policyIn(page)).toBe(hostile)
    await fieldOf(page).fill(long.slice(0, MAX_LENGTH))
    await expect.poll(() => stateOf(page)).toBe('good')
    expect(await page.getByText('A policy has at most').count()).toBe(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)

    await fieldOf(page).fill('{ }')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Control+Space')
    await page.getByRole('listbox').waitFor()
    expect(await findings(page)).toEqual([])
    expect(troubles).toEqual([])
    await close()
  })
})
