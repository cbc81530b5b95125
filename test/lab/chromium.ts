import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const PATH = process.env['CHROMIUM'] ?? '/usr/bin/chromium'

/**
 * Whether Chromium is installed. Without it, a local run continues and says what it skips, but a run in CI fails,
 * because CI has to test everything.
 */
export function hasChromium(): boolean {
  if (existsSync(PATH)) return true
  const message = `No Chromium at ${PATH}, so that the lab's page is not tested. Install it, or set CHROMIUM to its path`
  if (process.env['CI'] === 'true') throw new Error(message)
  console.warn(message)
  return false
}

export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: PATH,
    args: [
      '--no-sandbox',
      '--headless',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })
}
