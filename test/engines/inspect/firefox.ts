import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type Driver, driveFirefox, MARIONETTE_PREFERENCES } from '../driver/marionette.ts'
import type { Har, Inspected, Inspector } from './inspector.ts'

/** Opens the toolbox on its network panel, as F12 does. */
const TOOLBOX = `
  const { require } = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs')
  const { gDevTools } = require('devtools/client/framework/devtools')
  const browser = Services.wm.getMostRecentWindow('navigator:browser')
  const toolbox = await gDevTools.showToolboxForTab(browser.gBrowser.selectedTab, { toolId: 'netmonitor' })`

/** Firefox with its own developer tools, whose network panel makes the recording. */
export function inspectFirefox(): Inspector {
  let driver: Driver
  const inChrome = async (code: string): Promise<unknown> => {
    await driver.send('Marionette:SetContext', { value: 'chrome' })
    const script = `const done = arguments[arguments.length - 1];
      (async () => {${code}})().then(done, (error) => done({ error: String(error) }))`
    const { value } = (await driver.send('WebDriver:ExecuteAsyncScript', { script, args: [] })) as { value: unknown }
    const { error } = Object(value) as { error?: string }
    if (error) throw new Error(`The developer tools of Firefox failed: ${error}`)
    return value
  }
  return {
    setUp: {
      prepare: (folder) => {
        // Otherwise only the last 250 messages are kept.
        const preferences = { ...MARIONETTE_PREFERENCES, 'devtools.hud.loglimit': 100_000 }
        const lines = Object.entries(preferences).map(
          ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
        )
        writeFileSync(join(folder, 'prefs.js'), lines.join('\n'))
        return ['--marionette', '--remote-allow-system-access']
      },
      open: async (folder, url) => {
        driver = await driveFirefox(folder, { pageLoadStrategy: 'none' })
        await driver.send('WebDriver:SetTimeouts', { script: 60_000 })
        await inChrome(`${TOOLBOX}
          // The console service keeps only the last 250 messages, so a listener collects all.
          const collected = (browser.collected = [])
          Services.console.registerListener({ observe: (message) => collected.push(String(message.errorMessage ?? message.message)) })
          return typeof toolbox.getHARFromNetMonitor`)
        await driver.send('Marionette:SetContext', { value: 'content' })
        await driver.send('WebDriver:Navigate', { url })
      },
    },
    collect: async () => {
      await wait(2000)
      const found = (await inChrome(`${TOOLBOX}
        const { Curl } = require('devtools/client/shared/curl')
        const har = await toolbox.getHARFromNetMonitor()
        const copies = []
        for (const { request } of (har.log ?? har).entries) {
          if (!request.url.includes('/case/')) continue
          const { url, method, headers, httpVersion, postData } = request
          const asked = { url, method, headers, httpVersion, postDataText: postData?.text }
          copies.push({ kind: 'curl', method, url, text: Curl.generateCommand(asked, 'Linux') })
          copies.push({ kind: 'curl for cmd', method, url, text: Curl.generateCommand(asked, 'WINNT') })
        }
        return { har: JSON.stringify(har), texts: browser.collected, copies: JSON.stringify(copies) }`)) as {
        readonly har: string
        readonly texts: readonly string[]
        readonly copies: string
      }
      const log = JSON.parse(found.har) as Har | Har['log']
      return {
        har: ('log' in log ? log : { log }) as Har,
        messages: found.texts.map((text) => ({ text })),
        copies: JSON.parse(found.copies) as Inspected['copies'],
      }
    },
  }
}
