import { cors } from '@elysiajs/cors'
import { Elysia } from 'elysia'
import { HEADERS, MAX_AGE, METHODS, ORIGINS } from '../../harness/settings.ts'
import type { Contender } from './contender.ts'

/** Elysia compiles its routes with `eval`, which workerd does not have. */
const aot = globalThis.navigator?.userAgent !== 'Cloudflare-Workers'

const OPTIONS = {
  aot,
  origin: ORIGINS,
  credentials: true,
  methods: METHODS,
  allowedHeaders: HEADERS,
  exposeHeaders: false,
  maxAge: MAX_AGE,
}

export const elysia: Contender = {
  name: '@elysiajs/cors',
  make: (handler) => new Elysia({ aot }).use(cors(OPTIONS)).get('/items', () => handler()).fetch,
  makeBare: (handler) => new Elysia({ aot }).get('/items', () => handler()).fetch,
}
