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
        `No script can set ${enumerate(droppedNames.map(code))}: browsers leave that out without a word.`,
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
        `${code(url.hostname)} is on the local network: browsers may ask the user for permission (Local Network Access). No header can give it.`,
    ],
  ]
}

/** Loopback, private and link-local addresses, as far as their names tell. */
function isLocal(host: string): boolean {
  return /^(10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01]))\.[\d.]+$|^\[(f[cde]|::1\])|(^|\.)local(host)?$/.test(host)
}
