import { createBrowser, type Header, type ProfileName } from '../../../src/browser/index.ts'
import type { CookieCase } from './case.ts'
import { callOf, pageOf, PHASES } from './rounds.ts'
import { arrivedIn, linesOf } from './server.ts'

/** Makes the calls of a case with `src/browser` in place of a browser: the cookies that arrive, by phase. */
export async function simulateCookies(one: CookieCase, index: number, profile: ProfileName): Promise<string[]> {
  const seen: string[] = []
  const network = ({ url, headers }: Request): Response => {
    seen.push(arrivedIn(headers.get('cookie') ?? '', index))
    const isSetting = url.includes('phase=set')
    const lines = isSetting ? linesOf(one, index).map((line): Header => ['Set-Cookie', line]) : []
    return new Response(null, { headers: lines.map(([name, value]): [string, string] => [name, value]) })
  }
  const browser = createBrowser({ network, profile, cookies: true })
  for (const phase of PHASES) {
    const { method } = one
    const credentials = phase === 'set' && one.omits ? 'omit' : 'include'
    const init = { method: phase === 'again' ? method : undefined, credentials } as const
    // The cookies matter, and not whether the page may have the answer.
    // oxlint-disable-next-line no-await-in-loop
    await browser
      .page(pageOf(one, phase))
      .fetch(callOf(one, index, phase), init)
      .catch(() => {})
  }
  return seen
}
