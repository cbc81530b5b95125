/** What a message reports if CORS did not block the call. */
export interface OtherBlock {
  readonly code:
    | 'content-security-policy'
    | 'embedder-policy'
    | 'extension'
    | 'hidden-header'
    | 'local-network'
    | 'mixed-content'
    | 'no-browser'
    | 'opaque-response'
    | 'other-window'
    | 'tainted-canvas'
    | 'server-error'
    | 'worker-script'
  /** What happened, as a sentence. */
  readonly sentence: string
  /** The way out, as a sentence. */
  readonly way: string
  /** Where it is defined, or documented. */
  readonly spec: string
}

export const LOCAL_NETWORK: OtherBlock = {
  code: 'local-network',
  sentence:
    'The browser does not let this page reach this computer or the local network. It decides that before it looks at CORS headers.',
  way: 'Serve the page over https:, and allow local network access in the site settings of the browser. Or open the page from the local network too.',
  spec: 'https://wicg.github.io/local-network-access/',
}

export const MIXED_CONTENT: OtherBlock = {
  code: 'mixed-content',
  sentence: 'The page has an https: URL and the call has an http: URL, so the browser does not send it.',
  way: 'Serve the API over https:, and call it there.',
  spec: 'https://w3c.github.io/webappsec-mixed-content/',
}

export const EXTENSION: OtherBlock = {
  code: 'extension',
  sentence: 'An extension or a setting of the browser blocked the request.',
  way: 'Try it in a private window without extensions, and with tracking protection turned off for the page.',
  spec: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/CORSDidNotSucceed',
}

export const EMBEDDER_POLICY: OtherBlock = {
  code: 'embedder-policy',
  sentence:
    'The page has `Cross-Origin-Embedder-Policy`, which blocks responses of other origins that do not allow to be embedded.',
  way: 'Request it with CORS (the attribute `crossorigin`), or send `Cross-Origin-Resource-Policy: cross-origin` with it.',
  spec: 'https://html.spec.whatwg.org/multipage/browsers.html#coep',
}

export const OPAQUE_RESPONSE: OtherBlock = {
  code: 'opaque-response',
  sentence:
    'The page requested it without CORS, and the response is not what was asked for, such as HTML for an image.',
  way: 'Open the URL in a tab to see the response. Scripts and images need the right Content-Type.',
  spec: 'https://fetch.spec.whatwg.org/#orb',
}

export const TAINTED_CANVAS: OtherBlock = {
  code: 'tainted-canvas',
  sentence:
    'The page drew an image or a video of another origin that it loaded without CORS, so that it cannot read the canvas.',
  way: "Set the attribute `crossorigin` on the image before its URL, and let the image's server send `Access-Control-Allow-Origin`.",
  spec: 'https://html.spec.whatwg.org/multipage/canvas.html#security-with-canvas-elements',
}

export const OTHER_WINDOW: OtherBlock = {
  code: 'other-window',
  sentence: 'The page reached into a window or a frame of another origin, which no header allows.',
  way: 'Send messages between the two with `postMessage()`.',
  spec: 'https://html.spec.whatwg.org/multipage/web-messaging.html#web-messaging',
}

export const WORKER_SCRIPT: OtherBlock = {
  code: 'worker-script',
  sentence: 'The script of a worker has to come from the origin of the page, and no header changes that.',
  way: 'Serve the script from the origin of the page, or make a `blob:` URL whose script calls `importScripts()` or `import`.',
  spec: 'https://html.spec.whatwg.org/multipage/workers.html#dom-worker',
}

export const NO_BROWSER: OtherBlock = {
  code: 'no-browser',
  sentence: 'Node.js and React Native write this, and they do not look at CORS headers. They did not reach the server.',
  way: 'Try the URL on the device that makes the call. On a phone or an emulator, `localhost` is the phone itself.',
  spec: 'https://reactnative.dev/docs/network',
}

export function serverError({ status = '' }: Record<string, string | undefined>): OtherBlock {
  return {
    code: 'server-error',
    sentence: `The page read the status ${status}, so CORS let it read the answer.`,
    way: 'Read the body of the answer, which says what the server refused, such as a missing login or a CSRF token.',
    spec: 'https://fetch.spec.whatwg.org/#cors-check',
  }
}

export function hiddenHeader({ name = '' }: Record<string, string | undefined>): OtherBlock {
  return {
    code: 'hidden-header',
    sentence: `The page read the response, but the server does not show it the header \`${name}\`.`,
    way: `Send \`Access-Control-Expose-Headers: ${name}\` with the response. The option of \`cors()\` is \`exposeHeaders: ['${name}']\`.`,
    spec: 'https://fetch.spec.whatwg.org/#http-access-control-expose-headers',
  }
}

export function contentSecurityPolicy({ url, directive }: Record<string, string | undefined>): OtherBlock {
  const name = directive ?? 'connect-src'
  const source = url !== undefined && URL.canParse(url) ? `the source ${new URL(url).origin}` : 'the origin of the URL'
  return {
    code: 'content-security-policy',
    sentence: 'The Content Security Policy of the page forbids the request, so the browser does not send it.',
    way: `Add ${source} to ${name === 'default-src' ? 'connect-src' : name} in the Content-Security-Policy of the page.`,
    spec: 'https://w3c.github.io/webappsec-csp/#directive-connect-src',
  }
}
