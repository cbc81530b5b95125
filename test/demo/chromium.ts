import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const PATH = process.env['CHROMIUM'] ?? '/usr/bin/chromium'

/**
 * Whether there is a Chromium. Without one a person's test run goes on, and says what it left out; one in CI, which is
 * to test everything, fails.
 */
export function hasChromium(): boolean {
  if (existsSync(PATH)) return true
  const message = `No Chromium at ${PATH}, so that the demo's page is not tested. Install it, or set CHROMIUM to its path`
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
