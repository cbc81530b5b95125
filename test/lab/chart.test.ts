import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { explain, FLOW_CHARTS, type Question, render } from '../../src/explain/index.ts'
import { cors } from '../../src/index.ts'
import { hasChromium, launchChromium } from './chromium.ts'

const MERMAID = createRequire(import.meta.url).resolve('@mermaid-js/tiny')

const PAGE = 'https://app.example.com'
const policy = cors({ origin: [PAGE], allowMethods: ['PUT'], enforce: true })
const network = policy.wrap(() => new Response('data'))

/** One question for each way in which a chart can end. */
const QUESTIONS: readonly [string, Partial<Question>][] = [
  ['allowed after a preflight', { policy, method: 'PUT' }],
  ['refused by the preflight', { policy, method: 'DELETE' }],
  ['refused by the server', { policy, network, page: 'https://evil.example' }],
  ['of the same origin', { policy, page: 'https://api.example.com' }],
  ['opaque', { policy, mode: 'no-cors' }],
  ['redirected', { network: ({ url }) => Response.redirect(`${url}/x`) }],
]

describe.runIf(hasChromium())('Mermaid in Chromium draws the charts of a request', () => {
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    browser = await launchChromium()
    page = await browser.newPage()
    await page.addScriptTag({ path: MERMAID })
  })
  afterAll(() => browser?.close())

  test.each(QUESTIONS)('%s', async (_, question) => {
    const explanation = await explain({ page: PAGE, url: 'https://api.example.com/users', ...question })

    const drawn = await draw(page, render(explanation, 'mermaid'))

    const nodes = FLOW_CHARTS.flatMap((chart) => chart.nodes)
    expect(drawn.nodes.toSorted()).toEqual(nodes.map(({ text }) => text.replaceAll(/\s+/g, '')).toSorted())
    expect(drawn.edges).toBe(FLOW_CHARTS.flatMap((chart) => chart.edges).length)
    expect(drawn.width, 'wider than high: too wide to be read').toBeLessThan(drawn.height)
    const onThePath = new Set(explanation.paths.flat())
    expect(drawn.marked).toBe(onThePath.size)
  })
})

interface Drawn {
  /** Removes spaces, because the renderer may break lines anywhere. */
  readonly nodes: string[]
  readonly edges: number
  readonly marked: number
  readonly width: number
  readonly height: number
}

function draw(page: Page, chart: string): Promise<Drawn> {
  return page.evaluate(async (text) => {
    // oxlint-disable-next-line typescript/no-explicit-any -- it has no types
    const { svg } = await (globalThis as any).mermaid.render('chart', text)
    document.body.innerHTML = svg
    const found = [...document.querySelectorAll<SVGGElement>('.node')]
    const { width, height } = document.querySelector('svg')!.viewBox.baseVal
    return {
      width,
      height,
      nodes: found.map(({ textContent }) => textContent.replaceAll(/\s+/g, '')),
      edges: document.querySelectorAll('.edgePaths path').length,
      marked: found.filter(({ classList }) => ['taken', 'good', 'bad'].some((name) => classList.contains(name))).length,
    }
  }, chart)
}
