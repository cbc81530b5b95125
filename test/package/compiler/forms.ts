/** A way to write options, and whether it keeps their literal types. */
export interface Form {
  readonly title: string
  readonly write: (options: string) => string
  readonly keepsLiterals: boolean
  /** Whether the type of a parameter comes from the call or from an annotation. */
  readonly givesContext: boolean
}

const SETUP = `import { cors, type CorsOptions, type TupleOrigin } from 'corsage'
import { protect } from 'corsage/csrf'
import { withCors as onBun } from 'corsage/bun'
import { pagesCors, withCors as onCloudflare } from 'corsage/cloudflare'
import { withCors as onDeno } from 'corsage/deno'
import { cors as inHono } from 'corsage/hono'
import { fastifyCors, koaCors, withCors as onNode } from 'corsage/node'
import { corsMiddleware, corsRoute, withCors as onVercel } from 'corsage/vercel'
declare const env: { readonly ALLOWED_ORIGINS: 'https://a.example,https://b.example' }
export type Used = CorsOptions | TupleOrigin
export const used = [protect, onBun, pagesCors, onCloudflare, onDeno, inHono, fastifyCors, koaCors, onNode, corsMiddleware, corsRoute, onVercel, cors, env]
`

const call = (title: string, before: string, after: string): Form => ({
  title,
  write: (options) => `${SETUP}${before}${options}${after}\n`,
  keepsLiterals: true,
  givesContext: true,
})

/** All forms. The first is the one whose messages are written down. */
export const FORMS: readonly Form[] = [
  call('cors', 'cors(', ')'),
  {
    title: 'a constant',
    write: (options) => `${SETUP}const options = ${options}\ncors(options)\n`,
    keepsLiterals: false,
    givesContext: false,
  },
  {
    title: 'a constant of literals',
    write: (options) => `${SETUP}const options = ${options} as const\ncors(options)\n`,
    keepsLiterals: true,
    givesContext: false,
  },
  {
    title: 'satisfies',
    write: (options) => `${SETUP}export const options = ${options} satisfies CorsOptions\n`,
    keepsLiterals: false,
    givesContext: true,
  },
  {
    title: 'an annotation',
    write: (options) => `${SETUP}export const options: CorsOptions = ${options}\n`,
    keepsLiterals: false,
    givesContext: true,
  },
  call('protect', 'protect(', `, { self: 'https://api.example.com' })`),
  call('cloudflare', 'onCloudflare(', `, { fetch: (request: Request) => new Response(request.url) })`),
  call('pages', 'pagesCors(', ')'),
  call('bun', 'onBun(', `, { fetch: (request: Request) => new Response(request.url) })`),
  call('deno', 'onDeno(', `, () => new Response('Hello'))`),
  call('hono', 'inHono(', ')'),
  call('node', 'onNode(', ')'),
  call('koa', 'koaCors(', ')'),
  call('fastify', 'fastifyCors(', ')'),
  call('vercel', 'onVercel(', `, () => new Response('Hello'))`),
  call('route', 'corsRoute(', `, { GET: () => new Response('Hello') })`),
  call('middleware', 'corsMiddleware(', ')'),
]
