import { exchangesOf } from '../../api/journal.ts'
import { serveApi } from '../../api/serve.ts'
import type { Call } from '../../calls/call.ts'
import type { Play } from '../../calls/compare.ts'
import { createBrowser, type ProfileName } from '../../../src/browser/index.ts'
import { send } from './send.ts'

/** Who makes a call in the model. */
export interface Model {
  readonly profile: ProfileName
  /** The URL of the page. */
  readonly page: string
}

/** Makes a call in the simulated browser. A copy of the API in this page answers, so that no request is sent. */
export async function play({ profile, page }: Model, call: Call, url: string): Promise<Play> {
  // A new browser for each call. Its preflight cache is empty, as that of the real one is for the URL of a new call.
  const browser = createBrowser({ network: (request) => serveApi(request, new URL(request.url)), profile })
  const { fetch } = call.from === 'sandbox' ? browser.page(null, page) : browser.page(page)
  const outcome = await send({ url, send: call.send }, fetch)
  return { outcome, exchanges: exchangesOf(new URL(url).searchParams.get('call') ?? '') }
}
