// The steps of a journey come one after the other.
/* oxlint-disable no-await-in-loop */
import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { policyOf } from '../../lab/page/model/policy.ts'
import { exportTo } from '../../lab/page/policy/export-to.ts'
import { programFor } from '../../lab/page/policy/program.ts'
import { EXAMPLES } from '../../lab/page/scene/examples.ts'
import { readFragment, writeFragment } from '../../lab/page/scene/fragment.ts'
import { DEFAULT_SCENE, type Scene } from '../../lab/page/scene/scene.ts'
import { TARGETS } from '../../src/cli/commands/export-targets.ts'
import { HOSTS } from '../../src/cli/init/hosts.ts'
import { findings } from './axe.ts'
import { hasChromium, launchChromium } from './chromium.ts'
import { codeOf, openLab, type OpenLab, played } from './lab-page.ts'
import { HOSTILE_POLICY } from './policy-texts.ts'

const lab = inject('lab')

/** What every target can follow. */
const PLAIN = "{\n  // Our shop\n  origin: ['https://app.example.com'],\n  maxAge: 600,\n}"
const UNWISE =
  "{\n  // Our shop\n  origin: ['https://app.example.com', 'https://*.example.net'],\n  credentials: true, // for carts\n  maxAge: 7200,\n}"

/** A policy that `cors()` refuses, with a word that does not fit on a screen. */
const REFUSED = {
  by: 'policy',
  policy: `{ origin: ['${'x'.repeat(300)}'] }`,
  before: HOSTILE_POLICY,
  show: 'changes',
} as const

describe.runIf(hasChromium())('the policy in the lab, in Chromium', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser?.close())

  const open = (scene: Partial<Scene>, options?: Parameters<typeof openLab>[2]): Promise<OpenLab> =>
    openLab(browser, `${lab.page}/#${writeFragment({ ...DEFAULT_SCENE, by: 'policy', ...scene })}`, options)
  const policyIn = (page: Page): string => readFragment(new URL(page.url()).hash).scene.policy
  const tab = (page: Page, name: string) => page.getByRole('tab', { name })

  /** Each file as it is shown, and what its buttons give to the clipboard and to a download. */
  const filesOf = (page: Page): Promise<object[]> =>
    page.evaluate(async () => {
      let copied = ''
      let blob = new Blob()
      let saved = ''
      navigator.clipboard.writeText = async (text) => void (copied = text)
      URL.createObjectURL = (given) => ((blob = given as Blob), 'blob:given')
      HTMLAnchorElement.prototype.click = function () {
        saved = this.download
      }
      const all = []
      for (const file of document.querySelectorAll('[data-file]')) {
        for (const button of file.querySelectorAll('button')) button.click()
        const shown = file.querySelector('pre')!.textContent
        all.push({ name: (file as HTMLElement).dataset['file'], shown, copied, saved, downloaded: await blob.text() })
      }
      return all
    })
  const expected = ([name, text]: readonly [string, string]): object => ({
    ...{ name, shown: text, copied: text },
    ...{ saved: name.split('/').at(-1), downloaded: text },
  })

  test('each target: its files are shown, copied and downloaded, with what it does differently', async () => {
    const { page, troubles, close } = await open({ policy: PLAIN, show: 'export' })
    for (const [target, { title, flags }] of Object.entries(TARGETS)) {
      await page.getByLabel('Server or platform').selectOption(title)
      for (const extra of flags ? [false, true] : [false]) {
        if (flags) await page.locator('#extra').setChecked(extra)
        const { files, notes } = await exportTo(target, policyOf(PLAIN), extra)
        await expect.poll(() => page.locator('[data-file] pre').allTextContents()).toEqual(Object.values(files))
        expect(await filesOf(page)).toEqual(Object.entries(files).map(expected))
        const codes = page.locator('[data-note]')
        expect(await codes.evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['note']))).toEqual(
          notes.map(({ code }) => code),
        )
      }
    }
    expect(troubles).toEqual([])
    await close()
  })

  test('the buttons reach the real clipboard and the real folder of downloads', async () => {
    const scene = { policy: HOSTILE_POLICY, show: 'code', host: 'netlify' } as const
    const sharing = { permissions: ['clipboard-read', 'clipboard-write'], acceptDownloads: true }
    const { page, troubles, close } = await open(scene, sharing)
    const { path, content } = programFor('netlify', HOSTILE_POLICY).policy
    await page.getByRole('button', { name: `Copy ${path}` }).click()
    await page.getByText('Copied').waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(content)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: `Download ${path}` }).click(),
    ])
    expect(download.suggestedFilename()).toBe('cors.ts')
    expect(await readFile(await download.path(), 'utf8')).toBe(content)
    expect(troubles).toEqual([])
    await close()
  })

  test('each host: its program is shown, copied and downloaded', async () => {
    const { page, troubles, close } = await open({ policy: HOSTILE_POLICY, show: 'code' })
    for (const [host, { title, isPart }] of Object.entries(HOSTS)) {
      await page.getByLabel('Where it runs').selectOption(host)
      await page.getByRole('heading', { name: `The program for ${title}`, exact: true }).waitFor()
      const { install, policy, mount } = programFor(host, HOSTILE_POLICY)
      expect(await filesOf(page)).toEqual([policy, mount].map(({ path, content }) => expected([path, content])))
      expect(await page.locator('.install code').textContent()).toBe(install)
      expect(await page.getByText('Add these lines').count()).toBe(isPart ? 1 : 0)
    }
    expect(troubles).toEqual([])
    await close()
  })

  test('a target that cannot follow the policy says why, and what to change', async () => {
    const policy = "{ origin: ['https://app.example.com'], enforce: true }"
    const { page, close } = await open({ policy, show: 'export', target: 's3' })
    const { issues } = await exportTo('s3', policyOf(policy), false)
    await page.getByRole('heading', { name: 'Amazon S3 cannot follow this policy' }).waitFor()
    expect(await page.locator('.warnings > li').allInnerTexts()).toEqual(issues.map(({ message }) => message))
    expect(issues.length).toBeGreaterThan(0)
    expect(await page.locator('[data-file]').count()).toBe(0)
    await close()
  })

  test('a link opens the tab, the target and the host that it names', async () => {
    const scene = { policy: PLAIN, show: 'export', target: 'apache', extra: 'yes', host: 'deno' } as const
    const { page, close } = await open(scene)
    expect(await tab(page, 'Export').getAttribute('aria-selected')).toBe('true')
    expect(await page.getByLabel('Server or platform').inputValue()).toBe('apache')
    expect(await page.locator('#extra').isChecked()).toBe(true)
    await tab(page, 'Code').click()
    expect(await page.getByLabel('Where it runs').inputValue()).toBe('deno')
    const other = await openLab(browser, page.url())
    expect(await other.page.locator('[data-file]').first().getAttribute('data-file')).toBe('cors.ts')
    await other.close()
    await close()
  })

  test('the tabs go by keyboard, and an example is pressed in all of them', async () => {
    const { scene } = EXAMPLES.find(({ id }) => id === 'method')!
    const { page, close } = await open(scene)
    await tab(page, 'This call').focus()
    const names = []
    for (const key of ['ArrowRight', 'ArrowRight', 'End', 'ArrowRight', 'ArrowLeft', 'Home', 'ArrowRight']) {
      await page.keyboard.press(key)
      names.push(await page.locator('[role=tab]:focus').textContent())
      expect(await page.locator('[data-example=method]').getAttribute('aria-pressed')).toBe('true')
      expect(await codeOf(page)).toBe('preflight-method-not-allowed')
    }
    expect(names).toEqual(['Audit', 'Changes', 'Code', 'This call', 'Code', 'This call', 'Audit'])
    await page.keyboard.press('Tab')
    expect(await page.locator(':focus').getAttribute('role')).toBe('tabpanel')
    await page.locator('[data-example=missing]').click()
    await expect.poll(() => page.getByRole('tab').count()).toBe(0)
    await page.getByRole('button', { name: 'What would a policy of Corsage answer?' }).click()
    expect(await codeOf(page)).toBe('none')
    expect(await tab(page, 'This call').getAttribute('aria-selected')).toBe('true')
    await close()
  })

  test('the audit finds, fixes, and "Undo" takes it back', async () => {
    const { page, troubles, close } = await open({ policy: UNWISE, show: 'audit' })
    const rules = () =>
      page.locator('[data-rule]').evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['rule']).join(' '))
    const grades = () => page.locator('.checklist b').allTextContents()
    await expect.poll(rules).toBe('O-08 C-02 O-22 O-17 A-03')
    expect(await page.locator('[data-rule=A-03]').innerText()).toContain('Rule A-03, line 5')
    const [good, look, bad] = ['Fulfilled', 'Needs a look', 'Not fulfilled']
    expect(await grades()).toEqual([good, bad, good, good, good, bad])

    await page.getByLabel('Something protects this API against CSRF').check()
    await expect.poll(rules).toBe('O-08 O-22 O-17 A-03')
    expect(await grades()).toEqual([good, bad, good, good, good, good])

    await page.getByRole('button', { name: 'Write maxAge: 600' }).click()
    await page.getByRole('button', { name: 'Leave credentials out' }).click()
    await expect.poll(rules).toBe('O-22')
    expect(await grades()).toEqual([good, look, good, good, good, good])
    expect(policyIn(page)).toBe(
      "{\n  // Our shop\n  origin: ['https://app.example.com', 'https://*.example.net'],\n  maxAge: 600,\n}",
    )
    await tab(page, 'Changes').click()
    await page.getByRole('heading', { name: 'The policy is narrower than before' }).waitFor()
    const undo = page.getByRole('button', { name: 'Undo' })
    await undo.click()
    await undo.click()
    await expect.poll(rules).toBe('O-08 O-22 O-17 A-03')
    expect(policyIn(page)).toBe(UNWISE)
    await tab(page, 'Changes').click()
    await page.getByRole('heading', { name: 'Nothing has changed yet' }).waitFor()
    expect(troubles).toEqual([])
    await close()
  })

  test('the changes say who gains and who loses, with a request, and the lines', async () => {
    const before = "{\n  origin: ['https://app.example.com'],\n  allowMethods: ['PUT'],\n}"
    const policy = "{\n  origin: ['https://app.example.com', 'https://b.example'],\n}"
    const { page, close } = await open({ before, policy, show: 'changes' })
    await page.getByRole('heading', { name: 'Wider in some ways, and narrower in others' }).waitFor()
    expect(await page.locator('[data-change=wider]').innerText()).toContain(
      'Wider: Pages of "https://b.example" may now read answers.',
    )
    expect(await page.locator('[data-change=wider] pre').innerText()).toContain('origin: https://b.example')
    expect(await page.locator('[data-change=narrower]').innerText()).toContain(
      'Narrower: Pages may no longer send "PUT".',
    )
    expect(await page.locator('.diff span').allTextContents()).toEqual([
      '  {\n',
      "-   origin: ['https://app.example.com'],\n",
      "-   allowMethods: ['PUT'],\n",
      "+   origin: ['https://app.example.com', 'https://b.example'],\n",
      '  }\n',
    ])
    await page.getByRole('button', { name: 'Compare from here on' }).click()
    await page.getByRole('heading', { name: 'Nothing has changed yet' }).waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('heading', { name: 'Wider in some ways' }).waitFor()
    await close()
  })

  test.each([
    ['before', 'This version is refused, so there is nothing to compare', { policy: "{ origin: 'x' }", before: PLAIN }],
    ['now', 'The version before was refused, so there is nothing to compare', { policy: PLAIN, before: '{ a' }],
  ])('a policy that cors() accepts only %s is not compared', async (_, title, scene) => {
    const { page, close } = await open({ ...scene, show: 'changes' })
    await page.getByRole('heading', { name: title }).waitFor()
    expect(await page.locator('.diff').count()).toBe(1)
    await close()
  })

  test.each([
    ['light', 360],
    ['dark', 1280],
  ] as const)(
    '%s, %i pixels wide: axe finds nothing, and no tab is wider than the screen',
    async (colorScheme, width) => {
      const scene = { policy: UNWISE, before: PLAIN, show: 'audit' } as const
      const { page, troubles, close } = await open(scene, { colorScheme, viewport: { width, height: 780 } })
      for (const name of ['Audit', 'Changes', 'Export', 'Code']) {
        await tab(page, name).click()
        await played(page)
        await page.locator('#view h2').nth(1).waitFor()
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
        expect(await findings(page)).toEqual([])
      }
      expect(troubles).toEqual([])
      await page.evaluate((hash) => (location.hash = hash), writeFragment({ ...DEFAULT_SCENE, ...REFUSED }))
      await page.getByRole('heading', { name: 'This version is refused' }).waitFor()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      expect(await findings(page)).toEqual([])
      await close()
    },
  )
})
