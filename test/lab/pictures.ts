import { mkdirSync, writeFileSync } from 'node:fs'
import { EXAMPLES } from '../../lab/page/scene/examples.ts'
import { writeFragment } from '../../lab/page/scene/fragment.ts'
import { DEFAULT_SCENE } from '../../lab/page/scene/scene.ts'
import { launchChromium } from './chromium.ts'
import { openLab } from './lab-page.ts'
import { freePort, startLab } from './lab-process.ts'

/** What the README shows, by the name of the file, and from which element on. */
const PICTURES = {
  'lab-call': [writeFragment(EXAMPLES.find(({ id }) => id === 'content-type')!.scene), 'body'],
  'lab-audit': [
    writeFragment({
      ...DEFAULT_SCENE,
      by: 'policy',
      policy: "{\n  origin: ['https://app.example.com', 'https://*.example.org'],\n  credentials: true,\n}",
      show: 'audit',
    }),
    '.desk',
  ],
} as const

const FOLDER = 'docs/pictures'

const port = (await freePort()) ?? 0
const lab = await startLab(port, ['--port', String(port)])
const browser = await launchChromium()
mkdirSync(FOLDER, { recursive: true })
for (const [name, [fragment, start]] of Object.entries(PICTURES)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    // oxlint-disable-next-line no-await-in-loop
    const { page, close } = await openLab(browser, `${lab.page}/#${fragment}`, {
      colorScheme,
      viewport: { width: 1180, height: 860 },
    })
    // oxlint-disable-next-line no-await-in-loop
    await page.locator(start).evaluate((element) => element.scrollIntoView())
    // oxlint-disable-next-line no-await-in-loop
    const devtools = await page.context().newCDPSession(page)
    // WebP is a third of a PNG, and every browser shows it.
    // oxlint-disable-next-line no-await-in-loop
    const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: 85 })
    writeFileSync(`${FOLDER}/${name}-${colorScheme}.webp`, Buffer.from(data, 'base64'))
    // oxlint-disable-next-line no-await-in-loop
    await close()
  }
}
await browser.close()
await lab.stop()
