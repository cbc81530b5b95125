import { createUserAgent, type ProfileName } from '../../../../src/browser/index.ts'
import { type Engine, ENGINES } from '../../model/run.ts'
import { DEFAULT_SCENE, type Scene } from '../../scene/scene.ts'
import { callOf } from '../../see/call-of.ts'
import { ENGINE_NAMES } from '../../see/engine-names.ts'
import { type Call, type Network, playCall, recordInto, type Sent } from '../call.ts'
import type { Played } from '../idea.ts'
import { mayRun } from '../script.ts'
import { openProfile, PROFILE_POLICY } from '../servers/profile.ts'

const API = 'https://api.example.com/profile'
const PARTNER = 'https://partner.example'
const STRANGER = 'https://stranger.example'
const COOKIE = 'session=alice; Secure; HttpOnly; SameSite=None'

/**
 * What a page does with a script element. Nothing is loaded and nothing is run: the outcome follows from the response.
 *
 * @param profile the browser, which decides about the cookie
 */
async function loadScript(page: string, network: Network, profile: ProfileName = 'spec'): Promise<Call> {
  const url = `${API}?callback=show`
  const exchanges: Sent[] = []
  const recording = recordInto(exchanges, network)
  const agent = createUserAgent<ReadableStream<Uint8Array>>({
    cookies: true,
    profile,
    transport: async ({ url: { href }, method, headers }) => {
      if (href.endsWith('/login')) return { status: 200, headers: [['Set-Cookie', COOKIE]] }
      const request = new Request(href, { method, headers: headers as [string, string][] })
      const { status, headers: got } = await recording(request)
      return { status, headers: [...got] }
    },
  })
  const { origin } = new URL(API)
  await agent.fetch({ url: `${origin}/login`, client: { origin } })
  await agent.fetch({ url, client: { origin: page }, mode: 'no-cors', credentials: 'include', initiator: 'script' })
  const { status, got, gotBody } = exchanges[0]!
  const isRun = mayRun(status, got)
  return {
    page,
    code: `<script>\n  function show(data) { … }\n</script>\n<script src="${url}"></script>`,
    exchanges,
    isReached: true,
    isReadable: isRun,
    isError: false,
    got: isRun ? `show is called with\n${/\((.*)\);$/s.exec(gotBody)?.[1] ?? ''}` : 'nothing',
    sentence: isRun
      ? 'The browser runs the script in the page, which calls `show` with the data. It does not ask whether the server allows this page.'
      : 'The browser does not run the script.',
    spec: 'https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-classic-script',
    steps: [],
    warnings: [],
  }
}

/** Whether an engine sends the cookie with a script of another website. */
async function sendsCookie(network: Network, engine: Engine): Promise<boolean> {
  const { exchanges } = await loadScript(STRANGER, network, engine)
  return exchanges[0]!.sent.some(([name]) => name === 'cookie')
}

async function cookieNote(network: Network): Promise<string> {
  const sends = await Promise.all(ENGINES.map((engine) => sendsCookie(network, engine)))
  const names = (isSent: boolean): string =>
    ENGINES.filter((_, index) => sends[index] === isSent)
      .map((engine) => ENGINE_NAMES[engine])
      .join(' and ')
  return `By default, ${names(true)} send this cookie with a script of another website, and ${names(false)} do not. The standard leaves that to the browser.`
}

export async function playJsonp(value: string): Promise<Played> {
  const network = openProfile(value)
  const scene: Scene = {
    ...DEFAULT_SCENE,
    page: STRANGER,
    url: API,
    credentials: 'include',
    by: 'policy',
    policy: PROFILE_POLICY,
  }
  const calls = await Promise.all(
    [STRANGER, PARTNER].map((page) =>
      value === 'cors'
        ? playCall({ page, url: API, credentials: 'include', cookies: [COOKIE] }, network, callOf(scene))
        : loadScript(page, network),
    ),
  )
  const answer = calls[0]!.isReadable && calls[0]!.got.includes('Alice')
  return { calls, answer, scene, ...(value === 'jsonp' && { note: await cookieNote(network) }) }
}
