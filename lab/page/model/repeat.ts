import { type Browser, createBrowser, type ProfileName } from '../../../src/browser/index.ts'
import type { Scene } from '../scene/scene.ts'
import { questionOf } from './run.ts'
import { isPreflight, type Server } from './server.ts'

/** Makes the call of a scene in a simulated browser, as often as it is called. A stream is new each time. */
export function makeCall(browser: Browser, scene: Scene): Promise<Response> {
  const { page, url, ...init } = questionOf(scene)
  return browser.page(page).fetch(url, { ...init, duplex: 'half', headers: init.headers as [string, string][] })
}

/** How many preflights a new browser sends, if the page makes the call in each of these seconds. */
export async function preflightsAt(
  scene: Scene,
  { network }: Pick<Server, 'network'>,
  profile: ProfileName,
  seconds: readonly number[],
): Promise<number> {
  let now = 0
  let preflights = 0
  const counting: Server['network'] = (request) => {
    if (isPreflight(request)) preflights++
    return network(request)
  }
  const browser = createBrowser({ network: counting, profile, clock: () => now })
  for (const second of seconds) {
    now = second * 1000
    // oxlint-disable-next-line no-await-in-loop
    await makeCall(browser, scene).catch(() => undefined)
  }
  return preflights
}
