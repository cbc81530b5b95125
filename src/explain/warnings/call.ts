import { isLocalHost } from '../../fetch/private-host.ts'
import { isHttp, isTrustworthy } from '../../browser/terms/origin.ts'
import type { Found } from './warning.ts'
import type { Inquiry } from '../inquiry/inquiry.ts'
import { inCode } from '../../wording/code.ts'
import { enumerate } from '../../wording/enumerate.ts'

/** What the call itself has to do with it, before anything is sent. */
export function aboutCall(inquiry: Inquiry): Found[] {
  const { droppedNames, request } = inquiry
  const url = request.urlList[0]!
  const isPageLocal =
    /^(file|null$)/.test(request.origin) ||
    (URL.canParse(request.origin) && isLocalHost(new URL(request.origin).hostname))
  return [
    [
      'request-header-dropped',
      droppedNames.length > 0 &&
        `${request.mode === 'no-cors' ? "With `mode: 'no-cors'`, no" : 'No'} script can set ${enumerate(droppedNames.map(inCode))}: browsers leave that out without a word.`,
    ],
    [
      'mixed-content',
      request.origin.startsWith('https:') &&
        url.protocol === 'http:' &&
        !isTrustworthy(url) &&
        `The page is on https and ${inCode(url.origin)} is not: browsers block that as mixed content, whatever CORS says.`,
    ],
    [
      'local-network-access',
      !isPageLocal &&
        isHttp(url) &&
        isLocalHost(url.hostname) &&
        `${inCode(url.hostname)} is on the local network: ${
          isInsecure(request.origin)
            ? 'browsers may block that for a page on http'
            : 'browsers may ask the user for permission'
        } (Local Network Access). No header can give it.`,
    ],
  ]
}

/** They can ask for no permission. */
function isInsecure(origin: string): boolean {
  return URL.canParse(origin) && !isTrustworthy(new URL(origin))
}
