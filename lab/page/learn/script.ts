import type { Lines } from '../model/run.ts'

/**
 * Whether a browser runs a response that a script element has loaded without CORS: status 200 to 299
 * (https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-classic-script), and a type that `nosniff` lets pass
 * (https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-nosniff?).
 */
export function mayRun(status: number, headers: Lines): boolean {
  const valueOf = (name: string): string => headers.find(([one]) => one === name)?.[1] ?? ''
  const isScript = /^(text|application)\/(javascript|ecmascript)\b/i.test(valueOf('content-type'))
  return status >= 200 && status <= 299 && (isScript || !/^nosniff$/i.test(valueOf('x-content-type-options')))
}
