import type { FailureCode } from '../../browser/terms/failure.ts'
import { eitherResponse } from './codes.ts'
import type { ConsoleReading } from './reading.ts'

/** What a message says, with the origin of the page in the group `page`, and the name of a header or method in `value`. */
type Row = readonly [says: RegExp, by: string, codes: readonly FailureCode[]]

const REFUSED: readonly FailureCode[] = ['acao-missing', 'preflight-acao-missing']
const MICROSOFT = 'Internet Explorer, or Edge before 2020'

/** What libraries write in place of the browser, in the page and on the server; and browsers of the past. */
const ROWS: readonly Row[] = [
  [/\bAxiosError\b(?=[^]{0,400}\bNetwork Error\b)|\bError: Network Error\b/, 'axios', []],
  [/\bHttp failure response for (?<url>\S{1,2000}?): 0\b/, 'Angular', []],
  [/\bXMLHttpRequest error\./, 'Dart', []],
  [/\bHttpErrorResponse\b(?=[^]{0,400}\bstatus["']?: 0\b)/, 'Angular', []],
  [/\bstatus["']?: 0\b[^]{0,200}\bstatusText["']?: ["'](?:error|Unknown Error)["']/, 'jQuery or Angular', []],
  // https://docs.spring.io/spring-framework/reference/web/webmvc-cors.html: the body of its answer to a request that it refuses.
  [/(?:^|[\s"'>])Invalid CORS request\b/, 'Spring', REFUSED.toReversed()],
  // The example in the README of the package `cors` throws it.
  [/\bError: Not allowed by CORS\b/, 'Express', REFUSED],
  [/\bRequest origin (?<page>https?:\S{1,300}) does not have permission to access/, '.NET', REFUSED],
  [/\bCORS policy execution failed\b/, '.NET', REFUSED],
  [
    /\bOrigin (?<page>\S{1,300}) not found in Access-Control-Allow-Origin header/,
    MICROSOFT,
    eitherResponse(['acao-missing', 'acao-mismatch']),
  ],
  [
    /\bRequest header (?<value>\S{1,100}) was not present in the Access-Control-Allow-Headers list/,
    MICROSOFT,
    ['preflight-header-not-allowed'],
  ],
  [
    /\bRequest method (?<value>\S{1,100}) was not present in the Access-Control-Allow-Methods list/,
    MICROSOFT,
    ['preflight-method-not-allowed'],
  ],
  [/\bMultiple Access-Control-Allow-Origin headers are not allowed/, MICROSOFT, eitherResponse(['acao-multiple'])],
  [/\bXMLHttpRequest: Network Error 0x[\da-f]+/i, MICROSOFT, []],
]

/** Understands messages of libraries. They know no more than the browser tells them, and servers only say what they refused. */
export function readLibrary(text: string): ConsoleReading | undefined {
  for (const [says, by, codes] of ROWS) {
    const found = says.exec(text)
    if (!found) continue
    const { page, value, url } = found.groups ?? {}
    return {
      engine: 'chromium',
      text,
      by,
      codes,
      ...(page !== undefined && URL.canParse(page) && { page: new URL(page).origin }),
      ...(url !== undefined && URL.canParse(url) && { url }),
      ...(value !== undefined && { value }),
    }
  }
  return
}
