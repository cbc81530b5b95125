/** A way to write options in a program. */
export interface Form {
  readonly title: string
  /** The function that takes the options, and where it comes from. */
  readonly imports: string
  readonly before: string
  readonly after: string
  /** Whether `'GET'` stays `'GET'`, and does not become `string`. */
  readonly keepsLiterals: boolean
  /** Whether the parameters of a predicate get their types from the call or from an annotation. */
  readonly givesContext: boolean
}

const DECLARED = `declare const env: {
  readonly ALLOWED_ORIGINS: 'https://a.example,https://b.example'; readonly ORIGIN: 'https://a.example' | 'https://b.example/'
}`.replaceAll('\n', '')

/** The program that has the options in a form: a line of declarations, and a line with the options. */
export function writeProgram({ imports, before, after }: Form, options: string): string {
  const types = [...options.matchAll(/\bTupleOrigin\b|\bparseOrigins\b/g)].map(([name]) => name)
  const names = [...new Set(types)].map((name) => (name === 'parseOrigins' ? name : `type ${name}`))
  const declared = / env\./.test(options) ? DECLARED : ''
  return `${imports}; import { ${names.join(', ')} } from 'corsage'; ${declared}\n${before}${options}${after}\n`
}

/** A call of a function from a subpath, with the options as its first argument. */
function call(subpath: string, name: string, rest = ''): Form {
  const specifier = `corsage${subpath && `/${subpath}`}`
  return {
    title: `${name} of ${specifier}`,
    imports: `import { ${name} } from '${specifier}'`,
    before: `${name}(`,
    after: `${rest})`,
    keepsLiterals: true,
    givesContext: true,
  }
}

const CORS = { ...call('', 'cors'), keepsLiterals: false }
const TYPE = { ...CORS, imports: `import type { CorsOptions } from 'corsage'` }

/** All forms. The first is the one whose messages are written down for every mistake. */
export const FORMS: readonly Form[] = [
  call('', 'cors'),
  { ...CORS, title: 'a constant', before: 'const options = ', after: '; cors(options)', givesContext: false },
  {
    ...CORS,
    title: 'a constant of literals',
    before: 'const options = ',
    after: ' as const; cors(options)',
    keepsLiterals: true,
    givesContext: false,
  },
  { ...TYPE, title: 'satisfies', before: 'export const options = ', after: ' satisfies CorsOptions' },
  { ...TYPE, title: 'an annotation', before: 'export const options: CorsOptions = ', after: '' },
  call('csrf', 'protect', `, { self: 'https://api.example.com' }`),
  call('cloudflare', 'withCors', ', { fetch: (request: Request) => new Response(request.url) }'),
  call('cloudflare', 'pagesCors'),
  call('bun', 'withCors', ', { fetch: (request: Request) => new Response(request.url) }'),
  call('deno', 'withCors', ', () => new Response()'),
  call('elysia', 'cors'),
  call('h3', 'cors'),
  call('hono', 'cors'),
  call('lambda', 'withCors', ', () => new Response()'),
  call('lambda', 'streamCors', ', () => new Response()'),
  call('netlify', 'withCors', ', () => new Response()'),
  call('astro', 'corsMiddleware'),
  call('sveltekit', 'corsHandle'),
  call('node', 'withCors'),
  call('node', 'koaCors'),
  call('node', 'fastifyCors'),
  call('vercel', 'withCors', ', () => new Response()'),
  call('vercel', 'corsRoute', ', { GET: () => new Response() }'),
  call('react-router', 'corsMiddleware'),
  call('vercel', 'corsMiddleware'),
]

const CSRF = { ...call('csrf', 'csrf'), keepsLiterals: false }

/** The forms of the options of a guard. */
export const GUARD_FORMS: readonly Form[] = [
  call('csrf', 'csrf'),
  {
    ...call('csrf', 'protect'),
    title: 'the second argument of protect of corsage/csrf',
    before: `protect({ origin: 'https://app.example.com' }, `,
  },
  { ...CSRF, title: 'a constant for csrf', before: 'const options = ', after: '; csrf(options)' },
  {
    ...CSRF,
    title: 'satisfies CsrfOptions',
    imports: `import type { CsrfOptions } from 'corsage/csrf'`,
    before: 'export const options = ',
    after: ' satisfies CsrfOptions',
  },
]
