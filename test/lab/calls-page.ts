import type { BrowserContextOptions, Browser, Page } from 'playwright-core'

/** The page in its own browser context, after its calls. */
export interface OpenPage {
  readonly page: Page
  /** The errors on its console, and uncaught errors. */
  readonly errors: readonly string[]
  readonly close: () => Promise<void>
}

/** The content of a card, as a reader sees it. */
export interface Card {
  readonly id: string | undefined
  readonly title: string
  readonly verdict: readonly string[]
  readonly sent: readonly string[]
  readonly cameBack: readonly string[]
  readonly said: readonly string[]
}

/** Opens the page. `prepare` may intercept its requests. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
  prepare: (page: Page) => Promise<unknown> = async () => {},
): Promise<OpenPage> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const errors: string[] = []
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  page.on('pageerror', (error) => errors.push(`Uncaught ${error.message}`))
  await prepare(page)
  await page.goto(url)
  await finish(page)
  return { page, errors, close: () => context.close() }
}

/** Waits until all calls are made. */
export async function finish(page: Page): Promise<void> {
  await page.locator('#summary[data-state=good], #summary[data-state=bad]').waitFor()
}

export function readSummary(page: Page): Promise<string> {
  return page.locator('#summary-text').innerText()
}

/** What the page says about the model. */
export function readModel(page: Page): Promise<string> {
  return page.locator('#summary-model').innerText()
}

export function readCards(page: Page): Promise<Card[]> {
  return page.locator('#calls > li').evaluateAll((items) =>
    items.map((item) => {
      const texts = (selector: string): string[] =>
        [...item.querySelectorAll<HTMLElement>(selector)].map((it) => it.innerText.replaceAll(/\s+/g, ' ').trim())
      const [sent, cameBack, said] = [1, 2, 3].map((side) =>
        texts(`section:nth-child(${side}) :is(h4, dl > div, section > p)`),
      )
      return {
        id: (item as HTMLElement).dataset['call'],
        title: texts('h2').join(' '),
        verdict: texts('.verdict > span'),
        sent: sent ?? [],
        cameBack: cameBack ?? [],
        said: said ?? [],
      }
    }),
  )
}
