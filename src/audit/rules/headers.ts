import { FREE_REQUEST_HEADER, SAFELISTED_RESPONSE_HEADER } from '../../fetch/safelisted-headers.ts'
import type { Rules } from './rule.ts'

/** When each rule applies, in words. Only docs/audit.md is made of them: no bundle holds them. */
export const HEADER_CONDITIONS = {
  'H-02': '`allowHeaders` has a star',
  'H-03': '`dangerouslyReflectHeaders` is on',
  'H-04': '`allowHeaders` lists `X-Forwarded-*`, `X-Real-IP`, `X-Original-URL`, `X-HTTP-Method-Override` and the like',
  'H-05': '`allowHeaders` lists `Accept`, `Accept-Language` or `Content-Language`',
  'E-02': '`exposeHeaders` has a star',
  'E-03':
    '`exposeHeaders` lists `Authorization`, `Server`, or a name with `token` (not `tokens` or `continuation-token`), `secret`, `api-key`, `csrf`, `session` or `password` in it',
  'E-04': '`exposeHeaders` lists a CORS-safelisted response-header name, such as `Content-Type`',
  'E-05':
    '`timingAllowOrigin` is on, and credentials are allowed, or any origin is allowed without `cookieless`; it is medium if any origin is allowed and a route has `cookies`',
} as const

/** Headers that proxies set, or by which a request passes for another one. */
const PROXY_HEADER =
  /^(x-(forwarded|middleware)(-.*)?|forwarded|x-real-ip|x-(original|rewrite)-(url|host)|x-(http-)?(host|method)(-override)?|(true|x|x-cluster|fastly)-client-ip|cf-connecting-ip)$/i

const SECRET_HEADER =
  /authorization|(?<!continuation-)token(?!s)|secret|api-?key|srf|session|password|^(server|x-powered-by)$/i

/** Rules about the headers of requests and responses. */
export const HEADER_RULES: Rules<keyof typeof HEADER_CONDITIONS> = {
  'H-02': {
    severity: 'medium',
    point: 4,
    references: ['CWE-183'],
    says: 'Pages may send any header',
    fix: 'List the headers that pages need',
    find: { requestHeader: ({ name }) => name === '*' },
  },
  'H-03': {
    severity: 'high',
    point: 4,
    references: ['CWE-942', 'CWE-113'],
    says: 'Pages may send any header',
    fix: 'List the headers that pages need in allowHeaders',
    find: { dangerouslyReflectHeaders: () => true },
  },
  'H-04': {
    severity: 'medium',
    point: 4,
    references: ['CWE-348'],
    says: 'Pages could pose as your proxy with this header',
    fix: 'Remove the header',
    find: { requestHeader: ({ name }) => PROXY_HEADER.test(name) },
  },
  'H-05': {
    severity: 'low',
    point: 4,
    references: ['Fetch'],
    says: 'Pages may send this header without permission',
    fix: 'Remove the header',
    find: { requestHeader: ({ name }) => FREE_REQUEST_HEADER.test(name) },
  },
  'E-02': {
    severity: 'medium',
    point: 5,
    references: ['CWE-200'],
    says: 'Pages may read every response header',
    fix: 'List the headers that pages need',
    find: { responseHeader: ({ name }) => name === '*' },
  },
  'E-03': {
    severity: 'medium',
    point: 5,
    references: ['CWE-200'],
    says: 'Pages may read this header, which can hold a secret or describe the server',
    fix: 'Remove the header',
    find: { responseHeader: ({ name }) => SECRET_HEADER.test(name) },
  },
  'E-04': {
    severity: 'low',
    point: 5,
    references: ['Fetch'],
    says: 'Pages may read this header without permission',
    fix: 'Remove the header',
    find: { responseHeader: ({ name }) => SAFELISTED_RESPONSE_HEADER.test(name) },
  },
  'E-05': {
    severity: 'info',
    point: 5,
    references: ['CWE-208'],
    says: 'The time and the size of an answer can reveal something about the visitor',
    fix: 'Leave timingAllowOrigin out, unless pages measure their requests',
    find: {
      // Browsers send cookies with images of other sites, and the TAO check accepts `*` there, unlike the CORS check.
      timingAllowOrigin: (_, { isPublic, credentials, hasCookieRoute, options }) =>
        isPublic && !options.cookieless
          ? { fix: 'Leave timingAllowOrigin out, or set cookieless', ...(hasCookieRoute && { severity: 'medium' }) }
          : credentials,
    },
  },
}
