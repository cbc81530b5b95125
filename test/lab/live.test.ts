import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { writeFragment } from '../../lab/page/scene/fragment.ts'
import { DEFAULT_SCENE } from '../../lab/page/scene/scene.ts'
import { findings } from './axe.ts'
import { hasChromium, launchChromium } from './chromium.ts'
import { openLab } from './lab-page.ts'

describe.runIf(hasChromium())('the lines for a live server', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser?.close())

  test('are those of the form, open by keyboard, can be copied, and fit on a phone', async () => {
    const scene = { ...DEFAULT_SCENE, method: 'PUT', headers: `x-a: <b onclick='x'>"$(exit)"${'a'.repeat(300)}` }
    const { page, troubles, close } = await openLab(browser, `${inject('lab').page}/#${writeFragment(scene)}`, {
      permissions: ['clipboard-read', 'clipboard-write'],
      viewport: { width: 360, height: 780 },
    })
    await page.locator('.live summary').focus()
    await page.keyboard.press('Enter')
    const line = page.locator('[data-line=explain]')
    expect(await line.innerText()).toBe(
      `npx corsage explain https://api.example.com/users -X PUT -H ${String.raw`'x-a: <b onclick='\''x'\''>"$(exit)"`}${'a'.repeat(300)}' --page https://app.example.com`,
    )
    expect(await page.locator('.live').innerText()).toContain('It really sends the PUT')
    await page.getByRole('button', { name: 'Copy explain line' }).click()
    const said = page.locator('.live [role=status]').first()
    await said.filter({ hasText: 'Copied' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await line.innerText())
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    expect(await findings(page)).toEqual([])

    await page.getByLabel('Method').fill('GET')
    await page.getByLabel('Request headers').fill('')
    await expect.poll(() => line.innerText()).not.toContain('PUT')
    // This line has not been copied.
    expect(await said.innerText()).toBe('')
    await page.getByLabel('URL that it fetches').fill('data:,x')
    await page.getByText('There is no line for this call').waitFor()
    expect(troubles).toEqual([])
    await close()
  })
})
