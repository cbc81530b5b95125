import type { CsrfRequest } from '../../../src/csrf/index.ts'

export const SELF = 'https://app.example.com'
export const ADMIN = 'https://admin.example.com'
export const EVIL = 'https://evil.example'
export const TARGET = `${SELF}/transfer`

/** A request with these headers. */
export function write(headers: Record<string, string> = {}, method = 'POST', url: string = TARGET): Request {
  return new Request(url, { method, headers })
}

/** A request whose method keeps its case. A `Request` would normalise it, but a host need not. */
export function rawWrite(method: string, headers: Record<string, string> = {}, url: string = TARGET): CsrfRequest {
  return { method, url, headers: new Headers(headers) }
}
