import {
  LOCAL_NETWORK,
  MIXED_CONTENT,
  EXTENSION,
  EMBEDDER_POLICY,
  OPAQUE_RESPONSE,
  TAINTED_CANVAS,
  OTHER_WINDOW,
  WORKER_SCRIPT,
  NO_BROWSER,
  hiddenHeader,
  serverError,
  contentSecurityPolicy,
  type OtherBlock,
} from './blocks.ts'

/** What a message of one engine says, with the URL in the group `url`, and the page in the group `page`. */
export interface OtherBlockReading {
  readonly engine: 'chromium' | 'firefox' | 'webkit'
  readonly block: OtherBlock
  readonly url?: string
  readonly page?: string
}

type Row = readonly [
  engine: OtherBlockReading['engine'],
  says: RegExp,
  block: OtherBlock | ((groups: Record<string, string | undefined>) => OtherBlock),
]

/** A URL in quotes, and one that ends at a blank. */
const QUOTED = String.raw`'(?<url>[^'\n]{1,2000})'`
const BARE = String.raw`(?<url>\S{1,2000}?)`

/** The messages of today's browsers and of older ones. */
const ROWS: readonly Row[] = [
  // Chromium puts it among the messages about CORS: https://developer.chrome.com/blog/local-network-access
  [
    'chromium',
    new RegExp(
      String.raw`at ${QUOTED} from origin '(?<page>[^'\n]{1,2000})' has been blocked by CORS policy: [^\n]*\baddress space\b`,
    ),
    LOCAL_NETWORK,
  ],
  ['chromium', /net::ERR_BLOCKED_BY_(?:LOCAL|PRIVATE)_NETWORK_ACCESS_CHECKS/, LOCAL_NETWORK],
  ['chromium', /\bin more-private address space\b|\bthis request to access the .{1,12} address space\b/, LOCAL_NETWORK],
  [
    'chromium',
    new RegExp(
      String.raw`(?:Refused to (?:connect|load|fetch|frame|prefetch)|Connecting|Loading|Framing|Fetching)(?: to)?(?: the [\w ]{1,30}| content from)? ${QUOTED} (?:because it )?violates the following Content Security Policy directive: ["'](?<directive>[\w-]+)`,
    ),
    contentSecurityPolicy,
  ],
  [
    'chromium',
    /Refused to connect because it violates the following Content Security Policy directive: ["'](?<directive>[\w-]+)/,
    contentSecurityPolicy,
  ],
  [
    'chromium',
    new RegExp(`cannot load ${BARE}\\. Refused to connect because it violates the document's Content Security Policy`),
    contentSecurityPolicy,
  ],
  [
    'chromium',
    new RegExp(
      String.raw`Mixed Content: The page at '(?<page>[^'\n]{1,2000})' was loaded over HTTPS, but requested an insecure [\w ]{1,40} ${QUOTED}`,
    ),
    MIXED_CONTENT,
  ],
  ['chromium', /net::ERR_BLOCKED_BY_CLIENT/, EXTENSION],
  ['chromium', /net::ERR_BLOCKED_BY_RESPONSE\.NotSameOriginAfterDefaultedToSameOriginByCoep/, EMBEDDER_POLICY],
  ['chromium', /net::ERR_BLOCKED_BY_ORB/, OPAQUE_RESPONSE],
  [
    'chromium',
    new RegExp(String.raw`Cross-Origin Read Blocking \(CORB\) blocked cross-origin response ${BARE} with MIME type`),
    OPAQUE_RESPONSE,
  ],
  [
    'chromium',
    /Tainted canvases may not be (?:exported|loaded)|canvas has been tainted by cross-origin data/,
    TAINTED_CANVAS,
  ],
  ['chromium', /element contains cross-origin data, and may not be loaded/, TAINTED_CANVAS],
  ['chromium', /Blocked a frame with origin ["'](?<page>[^"'\n]{1,2000})["'] from accessing a/, OTHER_WINDOW],
  [
    'chromium',
    /Failed to construct '(?:Shared)?Worker': Script at '(?<url>[^'\n]{1,2000})' cannot be accessed/,
    WORKER_SCRIPT,
  ],
  ['chromium', /Refused to get unsafe header ["'](?<name>[\w-]{1,100})["']/, hiddenHeader],
  // axios and Angular write it only if the page may read the answer.
  ['chromium', /\bRequest failed with status code (?<status>\d{3})\b/, serverError],
  ['chromium', /\bHttp failure response for (?<url>\S{1,2000}?): (?<status>[1-5]\d\d)\b/, serverError],
  ['chromium', /TypeError: fetch failed\b|TypeError: Network request failed\b/, NO_BROWSER],
  [
    'firefox',
    new RegExp(
      String.raw`Content[- ]Security[- ]Policy: The page.s settings blocked the loading of a resource (?:\([\w-]+\) )?at ${BARE} (?:because it violates the following directive: |\()["'“](?<directive>[\w-]+)`,
    ),
    contentSecurityPolicy,
  ],
  [
    'firefox',
    /The resource at ["'“](?<url>[^"'”\n]{1,2000})["'”] was blocked by OpaqueResponseBlocking|blocked by OpaqueResponseBlocking/,
    OPAQUE_RESPONSE,
  ],
  ['firefox', /Blocked loading mixed active content ["'“](?<url>[^"'”\n]{1,2000})["'”]/, MIXED_CONTENT],
  [
    'firefox',
    /The resource at [“"](?<url>[^”"\n]{1,2000})[”"] was blocked because content blocking is enabled/,
    EXTENSION,
  ],
  [
    'webkit',
    new RegExp(
      String.raw`Refused to connect to ${BARE} because it (?:does not appear in|appears in neither) the (?<directive>[\w-]+) directive`,
    ),
    contentSecurityPolicy,
  ],
  [
    'webkit',
    new RegExp(
      String.raw`\[blocked\] The page at (?<page>\S{1,2000}) (?:requested insecure content from|was not allowed to (?:display|run) insecure content from) ${BARE}\.?(?:\s|$)`,
    ),
    MIXED_CONTENT,
  ],
]

/** Finds what blocked a request, if it was not CORS. People take most of these messages for messages about CORS. */
export function readOtherBlock(text: string): OtherBlockReading | undefined {
  for (const [engine, says, block] of ROWS) {
    const groups = says.exec(text)?.groups ?? (says.test(text) ? {} : undefined)
    if (!groups) continue
    const { url, page } = groups
    return {
      engine,
      block: typeof block === 'function' ? block(groups) : block,
      ...(url !== undefined && { url }),
      ...(page !== undefined && { page: URL.canParse(page) ? new URL(page).origin : page }),
    }
  }
  return
}
