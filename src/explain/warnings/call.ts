import { isHttp, isTrustworthy } from '../../browser/terms/origin.ts'
import { isLocalHost } from '../../fetch/private-host.ts'
import { inCode } from '../../wording/code.ts'
import { enumerate } from '../../wording/enumerate.ts'
import { type Inquiry, isInsecureOrigin } from '../inquiry/index.ts'
import type { Warned } from './warning.ts'

/** Warnings about the call, before anything is sent. */
export const CALL_WARNINGS = [
  // No console says so. People set `Origin` or `Cookie` by hand, or a type of JSON in `no-cors` mode.
  {
    code: 'request-header-dropped',
    section: 'forbidden-request-header',
    say: ({ droppedNames: names, request }: Inquiry): Warned => {
      const [who, wayOut] =
        request.mode === 'no-cors'
          ? ["With `mode: 'no-cors'`, scripts", "use `mode: 'cors'` to send"]
          : ['Scripts', 'do not set']
      return (
        names.length > 0 &&
        `${who} cannot set ${enumerate(names.map(inCode))}, and browsers report no error: ${wayOut} ${names.length > 1 ? 'them' : 'it'}.`
      )
    },
  },
  // Chrome and Firefox name it in the console, but the error that the page sees looks like one of CORS.
  {
    code: 'mixed-content',
    section: 'https://w3c.github.io/webappsec-mixed-content/',
    say: ({ request }: Inquiry): Warned => {
      const url = request.urlList[0]!
      return (
        request.origin.startsWith('https:') &&
        url.protocol === 'http:' &&
        !isTrustworthy(url) &&
        `The page is on https but ${inCode(url.origin)} is not, so browsers block the call as mixed content, whatever its CORS headers: serve it over https.`
      )
    },
  },
  // Chrome asks the user. Its predecessor, Private Network Access, had headers, which no browser reads any more.
  {
    code: 'local-network-access',
    section: 'https://wicg.github.io/local-network-access/',
    say: ({ request: { origin, urlList } }: Inquiry): Warned => {
      const url = urlList[0]!
      return (
        !isLocalPage(origin) &&
        isHttp(url) &&
        isLocalHost(url.hostname) &&
        `${inCode(url.hostname)} is on the local network, so browsers may ${
          isInsecureOrigin(origin)
            ? 'block the call of a page on http (Local Network Access), which no header changes: open the page over https'
            : 'ask the user for permission (Local Network Access), which no header can give'
        }.`
      )
    },
  },
] as const

/** Pages on the local network, and files, may ask it without permission. An opaque origin tells nothing of where a page is. */
function isLocalPage(origin: string): boolean {
  return /^(file|null$)/.test(origin) || (URL.canParse(origin) && isLocalHost(new URL(origin).hostname))
}
