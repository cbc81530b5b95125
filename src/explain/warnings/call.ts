import { isHttp, isTrustworthy } from '../../browser/terms/origin.ts'
import { isLocalHost } from '../../fetch/private-host.ts'
import { inCode } from '../../wording/code.ts'
import { enumerate } from '../../wording/enumerate.ts'
import { type Inquiry, isInsecureOrigin } from '../inquiry/index.ts'
import type { Warned } from './warning.ts'

/** What is odd about the call, before anything is sent. */
export const CALL_WARNINGS = [
  {
    code: 'request-header-dropped',
    section: 'forbidden-request-header',
    say: ({ droppedNames, request }: Inquiry): Warned =>
      droppedNames.length > 0 &&
      `${request.mode === 'no-cors' ? "With `mode: 'no-cors'`, no" : 'No'} script can set ${enumerate(droppedNames.map(inCode))}: browsers leave that out without a word.`,
  },
  {
    code: 'mixed-content',
    section: 'https://w3c.github.io/webappsec-mixed-content/',
    say: ({ request }: Inquiry): Warned => {
      const url = request.urlList[0]!
      return (
        request.origin.startsWith('https:') &&
        url.protocol === 'http:' &&
        !isTrustworthy(url) &&
        `The page is on https and ${inCode(url.origin)} is not: browsers block that as mixed content, whatever CORS says.`
      )
    },
  },
  {
    code: 'local-network-access',
    section: 'https://wicg.github.io/local-network-access/',
    say: ({ request: { origin, urlList } }: Inquiry): Warned => {
      const url = urlList[0]!
      return (
        !isLocalPage(origin) &&
        isHttp(url) &&
        isLocalHost(url.hostname) &&
        `${inCode(url.hostname)} is on the local network: ${
          isInsecureOrigin(origin)
            ? 'browsers may block that for a page on http'
            : 'browsers may ask the user for permission'
        } (Local Network Access). No header can give it.`
      )
    },
  },
] as const

function isLocalPage(origin: string): boolean {
  return /^(file|null$)/.test(origin) || (URL.canParse(origin) && isLocalHost(new URL(origin).hostname))
}
