import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { readFragment } from '../../lab/page/scene/fragment.ts'

/** A page of the lab in its own browser context. */
export interface OpenLab {
  readonly page: Page
  /** Errors on its console, uncaught errors, dialogs, and requests to anywhere but the lab. None is ever expected. */
  readonly troubles: readonly string[]
  readonly close: () => Promise<void>
}

export async function openLab(
  browser: Browser,
  url: string,
  options?: BrowserContextOptions,
  prepare?: (page: Page) => Promise<unknown>,
): Promise<OpenLab> {
  const opened = await openWatched(browser, url, options, prepare)
  await played(opened.page)
  // A tab about the policy has no steps.
  await opened.page.locator('.stepper, [data-code=problem], [aria-selected=true]:not(#tab-call)').first().waitFor()
  return opened
}

/** Opens any page of the lab, and writes down what must never happen on it. `prepare` may observe the page from its start. */
export async function openWatched(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
  prepare: (page: Page) => Promise<unknown> = async () => {},
): Promise<OpenLab> {
  const context = await browser.newContext({ reducedMotion: 'reduce', serviceWorkers: 'block', ...options })
  const page = await context.newPage()
  const troubles: string[] = []
  const { origin } = new URL(url)
  page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()))
  page.on('pageerror', (error) => troubles.push(`Uncaught ${error.message}`))
  page.on('request', (request) => {
    const { protocol, origin: to } = new URL(request.url())
    if (protocol !== 'data:' && to !== origin) troubles.push(`Request to ${request.url()}`)
  })
  page.on('dialog', (dialog) => {
    troubles.push(`Dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  await prepare(page)
  await page.goto(url)
  return { page, troubles, close: () => context.close() }
}

/** Opens another link in a page that shows one. */
export async function show(page: Page, fragment: string): Promise<void> {
  await page.evaluate(async (hash) => {
    const changed = new Promise((resolve) => addEventListener('hashchange', resolve, { once: true }))
    location.hash = hash
    await changed
  }, fragment)
  await played(page)
}

/** Waits until the verdict belongs to what is in the form. */
export async function played(page: Page): Promise<void> {
  await page.locator('.see[aria-busy=false] .verdict').waitFor()
  // The lower part loads after the verdict.
  await page.getByText(/^The (charts|policy) loads?…$/).waitFor({ state: 'detached' })
}

/** The code of the verdict, `none` for a call that works, `problem` for one that cannot be played. */
export async function codeOf(page: Page): Promise<string | null> {
  await played(page)
  return page.locator('.verdict').getAttribute('data-code')
}

export async function stateOf(page: Page): Promise<string | null> {
  await played(page)
  return page.locator('.verdict').getAttribute('data-state')
}

/** The text of the policy. The editor has no value, and its link has all of it. */
export function policyIn(page: Page): string {
  return readFragment(new URL(page.url()).hash).scene.policy
}
