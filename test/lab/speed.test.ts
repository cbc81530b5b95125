// One example after the other, because they would slow each other down.
/* oxlint-disable no-await-in-loop */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { EXAMPLES } from '../../lab/page/scene/examples.ts'
import { hasChromium, launchChromium } from './chromium.ts'
import { openLab, played } from './lab-page.ts'

/** How many times slower than this machine a phone is: the factor that Lighthouse takes. */
const SLOWDOWN = 4

/**
 * Milliseconds of the processor, which are the same when other programs have work to do. Each limit is some three times
 * what was measured. A task of 50 ms is long: the page answers no key in that time.
 */
const FIRST = { longest: 350, blocked: 900 } as const
const EXAMPLE = { longest: 400, blocked: 450 } as const
/** The first example with a policy loads the editor. */
const EDITOR = { longest: 550, blocked: 800 } as const

const limitOf = (index: number): { readonly longest: number; readonly blocked: number } =>
  EXAMPLES[index]!.scene.by === 'policy' ? EDITOR : EXAMPLE

/** As Lighthouse: more than this is a page that jumps while somebody reads it. */
const SHIFT = 0.1

interface Run {
  /** How long each task of the first load took. */
  readonly first: readonly number[]
  /** The same for each example. */
  readonly examples: readonly (readonly number[])[]
  readonly shift: number
  readonly blocking: readonly string[]
}

/** An event of a recording, as Chromium writes it. Times are in microseconds, and `tdur` is that of the processor. */
interface TraceEvent {
  readonly name: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly tdur?: number
}

describe.runIf(hasChromium())(`the lab in Chromium, ${String(SLOWDOWN)} times slower`, () => {
  let browser: Browser
  let run: Run

  beforeAll(async () => {
    browser = await launchChromium()
    run = await measure(browser)
  })
  afterAll(() => browser?.close())

  test('the first load blocks the page for a moment only', () => {
    expect(Math.max(0, ...run.first)).toBeLessThan(FIRST.longest)
    expect(blocked(run.first)).toBeLessThan(FIRST.blocked)
  })

  test('all examples are measured, and so is the editor', () => {
    expect(run.examples).toHaveLength(EXAMPLES.length)
    expect(Math.max(...run.examples.flat())).toBeGreaterThan(50)
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

/** The total blocking time of Lighthouse: what long tasks take above 50 ms. */
function blocked(tasks: readonly number[]): number {
  return tasks.reduce((sum, task) => sum + Math.max(0, task - 50), 0)
}

async function measure(browser: Browser): Promise<Run> {
  const { page, close } = await openLab(browser, `${inject('lab').page}/`, {}, async (it) => {
    const session = await it.context().newCDPSession(it)
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
    await it.addInitScript(() => {
      const seen = { shift: 0 }
      Object.assign(globalThis, { seen })
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) seen.shift += entry.value
      }).observe({ type: 'layout-shift', buffered: true })
    })
    await browser.startTracing(it, { categories: ['blink.user_timing', 'disabled-by-default-devtools.timeline'] })
  })
  const shift = await page.evaluate(() => (globalThis as unknown as { seen: { shift: number } }).seen.shift)
  const blocking = await page.evaluate(() =>
    (performance.getEntriesByType('resource') as (PerformanceResourceTiming & { renderBlockingStatus: string })[])
      .filter(({ renderBlockingStatus }) => renderBlockingStatus === 'blocking')
      .map(({ name }) => new URL(name).pathname),
  )
  for (const { id, scene } of EXAMPLES) {
    await page.locator(`[data-example=${id}]`).evaluate((button: HTMLElement, mark) => {
      performance.mark(mark)
      button.click()
    }, MARK)
    await played(page)
    if (scene.by === 'policy') await page.locator('.cm-content').waitFor()
  }
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] }
  await close()
  const [first = [], ...examples] = tasksBetweenMarks(traceEvents)
  return { first, examples, shift, blocking }
}

const MARK = 'example'

/** The tasks of the page's thread before, between and after the marks, in milliseconds. */
function tasksBetweenMarks(events: readonly TraceEvent[]): number[][] {
  const marks = events.filter(({ name }) => name === MARK).toSorted((one, other) => one.ts - other.ts)
  const { pid, tid } = marks[0]!
  const tasks = events.filter((event) => event.name === 'RunTask' && event.pid === pid && event.tid === tid)
  return [0, ...marks.map(({ ts }) => ts)].map((start, at) =>
    tasks.flatMap(({ ts, tdur = 0 }) => (ts >= start && ts < (marks[at]?.ts ?? Infinity) ? [tdur / 1000] : [])),
  )
}
