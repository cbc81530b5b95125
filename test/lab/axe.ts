import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The findings of axe, with the elements. */
export async function findings(page: Page): Promise<unknown[]> {
  // Not by a script element, because the content security policy refuses it.
  await page.evaluate(AXE)
  return page.evaluate(async () => {
    // oxlint-disable-next-line typescript/no-explicit-any -- it has no types here
    const { violations } = await (globalThis as any).axe.run()
    return violations.flatMap(({ id, nodes }: { id: string; nodes: { html: string; failureSummary: string }[] }) =>
      nodes.slice(0, 3).map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    )
  })
}
