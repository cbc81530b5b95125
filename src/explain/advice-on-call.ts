import { isTrustworthy } from '../browser/origin.ts'
import type { Found } from './found.ts'
import type { Inquiry } from './inquiry.ts'
import { code, enumerate } from './words.ts'

/** What the call itself has to do with it, before anything is sent. */
export function aboutCall(inquiry: Inquiry): Found[] {
  const { droppedNames, request } = inquiry
  const url = request.urlList[0]!
  const isPageLocal =
    /^(file|null$)/.test(request.origin) || (URL.canParse(request.origin) && isLocal(new URL(request.origin).hostname))
  return [
    [
      'request-header-dropped',
      droppedNames.length > 0 &&
        `${request.mode === 'no-cors' ? "With `mode: 'no-cors'`, no" : 'No'} script can set ${enumerate(droppedNames.map(code))}: browsers leave that out without a word.`,
    ],
    [
      'mixed-content',
      request.origin.startsWith('https:') &&
        url.protocol === 'http:' &&
        !isTrustworthy(url) &&
        `The page is on https and ${code(url.origin)} is not: browsers block that as mixed content, whatever CORS says.`,
    ],
    [
      'local-network-access',
      !isPageLocal &&
        isLocal(url.hostname) &&
        `${code(url.hostname)} is on the local network: ${
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

const LOCAL_IPV4 =
  /^(0|10|127|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])|169\.254|192\.168|172\.(1[6-9]|2\d|3[01])|198\.1[89])\.[\d.]+$/
const LOCAL_IPV6 = /^\[(f[cde]|::1?\])/

/** The address spaces `loopback` and `local` (https://wicg.github.io/local-network-access/), as far as names tell. */
function isLocal(host: string): boolean {
  return LOCAL_IPV4.test(host) || LOCAL_IPV6.test(host) || /(^|\.)local(host)?$/.test(host)
}
