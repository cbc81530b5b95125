// One example after the other, because they would slow each other down.
/* oxlint-disable no-await-in-loop */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { EXAMPLES } from '../../lab/page/scene/examples.ts'
import { hasChromium, launchChromium } from './chromium.ts'
import { openLab, played } from './lab-page.ts'

/** How many times slower than this machine a phone is: the factor that Lighthouse takes. */
const SLOWDOWN = 4

/** Runs at most. One within the limits is enough, because other programs only ever make a run slower. */
const RUNS = 3

/**
 * Milliseconds, each three times what a machine with other work to do has shown, so that a busy one does not fail. A task
 * of 50 ms is long: the page answers no key in that time.
 */
const FIRST = { longest: 600, blocked: 900 } as const
const EXAMPLE = { longest: 500, blocked: 500 } as const
/** The first example with a policy loads the editor: 220 ms are blocked if nothing else runs, 580 next to other tests. */
const EDITOR = { longest: 600, blocked: 1200 } as const

const limitOf = (index: number): { readonly longest: number; readonly blocked: number } =>
  EXAMPLES[index]!.scene.by === 'policy' ? EDITOR : EXAMPLE

/** As Lighthouse: more than this is a page that jumps while somebody reads it. */
const SHIFT = 0.1

interface Run {
  readonly first: readonly number[]
  readonly examples: readonly (readonly number[])[]
  readonly shift: number
  readonly blocking: readonly string[]
}

/** What the page collects. */
interface Seen {
  tasks: number[]
  shift: number
}

describe.runIf(hasChromium())(`the lab in Chromium, ${String(SLOWDOWN)} times slower`, () => {
  let browser: Browser
  let run: Run

  beforeAll(async () => {
    browser = await launchChromium()
    for (let count = 0; count < RUNS; count++) {
      run = await measure(browser)
      if (isFast(run)) break
    }
  })
  afterAll(() => browser?.close())

  test('the first load blocks the page for a moment only', () => {
    expect(Math.max(0, ...run.first)).toBeLessThan(FIRST.longest)
    expect(blocked(run.first)).toBeLessThan(FIRST.blocked)
  })

  test.each(EXAMPLES.map(({ title }, index) => [title, index] as const))('so does the example “%s”', (_, index) => {
    expect(Math.max(0, ...run.examples[index]!)).toBeLessThan(limitOf(index).longest)
    expect(blocked(run.examples[index]!)).toBeLessThan(limitOf(index).blocked)
  })

  test('nothing jumps while it loads', () => {
    expect(run.shift).toBeLessThan(SHIFT)
  })

  test('only the style sheet keeps the page from showing', () => {
    expect(run.blocking).toEqual(['/lab.css'])
  })
})

function isFast({ first, examples }: Run): boolean {
  const isWithin = (tasks: readonly number[], limit: ReturnType<typeof limitOf>): boolean =>
    Math.max(0, ...tasks) < limit.longest && blocked(tasks) < limit.blocked
  return isWithin(first, FIRST) && examples.every((tasks, index) => isWithin(tasks, limitOf(index)))
}

/** The total blocking time of Lighthouse: what long tasks take above 50 ms. */
function blocked(tasks: readonly number[]): number {
  return tasks.reduce((sum, task) => sum + Math.max(0, task - 50), 0)
}

async function measure(browser: Browser): Promise<Run> {
  const { page, close } = await openLab(browser, `${inject('lab').page}/`, {}, async (it) => {
    const session = await it.context().newCDPSession(it)
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
    await it.addInitScript(() => {
      const seen: Seen = { tasks: [], shift: 0 }
      Object.assign(globalThis, { seen })
      new PerformanceObserver((list) => {
        seen.tasks.push(...list.getEntries().map(({ duration }) => duration))
      }).observe({ type: 'longtask', buffered: true })
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) seen.shift += entry.value
      }).observe({ type: 'layout-shift', buffered: true })
    })
  })
  /** The long tasks since the last time. */
  const take = (): Promise<number[]> =>
    page.evaluate(async () => {
      // The observer hears of a task after it.
      await new Promise((resolve) => setTimeout(resolve, 100))
      return (globalThis as unknown as { seen: Seen }).seen.tasks.splice(0)
    })
  const first = await take()
  const shift = await page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen.shift)
  const blocking = await page.evaluate(() =>
    (performance.getEntriesByType('resource') as (PerformanceResourceTiming & { renderBlockingStatus: string })[])
      .filter(({ renderBlockingStatus }) => renderBlockingStatus === 'blocking')
      .map(({ name }) => new URL(name).pathname),
  )
  const examples: number[][] = []
  for (const { id } of EXAMPLES) {
    await page.locator(`[data-example=${id}]`).evaluate((button: HTMLElement) => button.click())
    await played(page)
    examples.push(await take())
  }
  await close()
  return { first, examples, shift, blocking }
}
