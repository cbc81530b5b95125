/** What blocked a request before CORS had a say, and so nothing that the server sends changes it. */
export interface OtherBlock {
  readonly code:
    | 'content-security-policy'
    | 'embedder-policy'
    | 'extension'
    | 'local-network'
    | 'mixed-content'
    | 'opaque-response'
  /** What happened, as a sentence. */
  readonly sentence: string
  /** The way out, as a sentence. */
  readonly way: string
  /** Where it is defined, or documented. */
  readonly spec: string
}

/** What a message of one engine says, with the URL in the group `url`, and the page in the group `page`. */
export interface OtherBlockReading {
  readonly engine: 'chromium' | 'firefox' | 'webkit'
  readonly block: OtherBlock
  readonly url?: string
  readonly page?: string
}

const LOCAL_NETWORK: OtherBlock = {
  code: 'local-network',
  sentence:
    'The browser does not let this page reach this computer or the local network. It decides that before it looks at CORS headers.',
  way: 'Serve the page over https:, and allow local network access in the site settings of the browser. Or open the page from the local network too.',
  spec: 'https://wicg.github.io/local-network-access/',
}

const MIXED_CONTENT: OtherBlock = {
  code: 'mixed-content',
  sentence: 'The page has an https: URL and the call has an http: URL, so the browser does not send it.',
  way: 'Serve the API over https:, and call it there.',
  spec: 'https://w3c.github.io/webappsec-mixed-content/',
}

const EXTENSION: OtherBlock = {
  code: 'extension',
  sentence: 'An extension or a setting of the browser blocked the request.',
  way: 'Try it in a private window without extensions, and with tracking protection turned off for the page.',
  spec: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSDidNotSucceed',
}

const EMBEDDER_POLICY: OtherBlock = {
  code: 'embedder-policy',
  sentence:
    'The page has `Cross-Origin-Embedder-Policy`, which blocks responses of other origins that do not allow to be embedded.',
  way: 'Request it with CORS (the attribute `crossorigin`), or send `Cross-Origin-Resource-Policy: cross-origin` with it.',
  spec: 'https://html.spec.whatwg.org/multipage/browsers.html#coep',
}

const OPAQUE_RESPONSE: OtherBlock = {
  code: 'opaque-response',
  sentence:
    'The page requested it without CORS, and the response is not what was asked for, such as HTML for an image.',
  way: 'Open the URL in a tab to see the response. Scripts and images need the right Content-Type.',
  spec: 'https://fetch.spec.whatwg.org/#orb',
}

function contentSecurityPolicy({ url, directive }: Record<string, string | undefined>): OtherBlock {
  const name = directive ?? 'connect-src'
  const source = url !== undefined && URL.canParse(url) ? `the source ${new URL(url).origin}` : 'the origin of the URL'
  return {
    code: 'content-security-policy',
    sentence: 'The Content Security Policy of the page forbids the request, so the browser does not send it.',
    way: `Add ${source} to ${name === 'default-src' ? 'connect-src' : name} in the Content-Security-Policy of the page.`,
    spec: 'https://w3c.github.io/webappsec-csp/#directive-connect-src',
  }
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
  [
    'chromium',
    new RegExp(
      String.raw`(?:Refused to connect|Connecting) to ${QUOTED} (?:because it )?violates the following Content Security Policy directive: "(?<directive>[\w-]+)`,
    ),
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
    'firefox',
    new RegExp(
      String.raw`Content[- ]Security[- ]Policy: The page.s settings blocked the loading of a resource (?:\([\w-]+\) )?at ${BARE} (?:because it violates the following directive: |\()[“"](?<directive>[\w-]+)`,
    ),
    contentSecurityPolicy,
  ],
  ['firefox', /Blocked loading mixed active content [“"](?<url>[^”"\n]{1,2000})[”"]/, MIXED_CONTENT],
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
