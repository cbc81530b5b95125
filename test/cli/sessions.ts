/** The files of the sessions, besides those of `test/cli/files`. */
export const SESSION_FILES: Readonly<Record<string, string>> = {
  'open.mjs': `
    import { cors } from 'corsage'
    export default cors({ origin: ['https://*.example.com', 'http://localhost:3000'], credentials: true })
  `,
  'table.mjs': `
    import { routes } from 'corsage/routes'
    export const table = routes({
      'GET /prices': { origin: '*' },
      '/prices': { origin: ['https://app.example.com'], allowMethods: ['PUT', 'DELETE'], credentials: true },
      '/internal/*': false,
    })
  `,
  'protected.mjs': `
    import { protect } from 'corsage/csrf'
    const options = { origin: ['https://app.example.com'], credentials: true }
    export const layer = protect(options, { self: 'https://api.example.com', trusted: ['https://app.example.com'] })
  `,
  'live.mjs': `
    import { live } from 'corsage/rollout'
    export default live({ origin: ['https://app.example.com', 'https://*.example.com'] })
  `,
  'options.mjs': "export const options = { origin: ['https://app.example.com'], maxAge: 60 }",
  'two.mjs': `
    import { cors } from 'corsage'
    export const admin = cors({ origin: ['https://admin.example.com'] })
    export const shop = cors({ origin: ['https://shop.example.com'] })
    export const port = 3000
  `,
  'illegal.mjs': `
    import { cors } from 'corsage'
    export default cors({ origin: '*', credentials: true, maxAge: -1 })
  `,
  'predicate.mjs': `
    import { cors } from 'corsage'
    export default cors({ origin: ({ host }) => host.endsWith('example.com') })
  `,
  'cookieless.mjs': `
    import { routes } from 'corsage/routes'
    export default routes({ '/public': { origin: '*', cookieless: true }, '/app': { origin: ['https://app.example.com'] } })
  `,
  'none.mjs': 'export const port = 3000\nexport default { fetch: () => new Response() }',
  'throws.mjs': '\nconst settings = undefined\n\nexport const policy = settings.cors\n',
  'syntax.mjs': 'export const policy = cors({\n  origin: [\n',
  'missing.mjs': "import { cors } from 'corsage-2'\nexport default cors({})",
  'endless.ts': "import { origin } from './origins'\nexport const options = { origin }",
  'enum.ts': 'enum Stage { Trial }\nexport const options = { origin: "*", maxAge: Stage.Trial }',
  'pending.mjs': 'await new Promise(() => {})\nexport const policy = {}',
  'options.json': '{ "origin": ["https://app.example.com"], "methods": ["PUT"] }',
  'rows.json': '{ "GET /prices": { "origin": "*" }, "/prices": { "origin": [] } }',
  'routes.json': '[{ "path": "/cart", "method": "GET", "sideEffects": true, "cookies": true }]',
  'suffixes.dat': '// A comment\ncom\nexample.org\n',
  'bom.json': '\uFEFF{ "origin": "*" }',
  'settings.mjs': "export const settings = { CORS_ALLOWED_ORIGIN_REGEXES: ['^https://[a-z]+[.]example[.]org$'] }",
  'express.mjs': `
    export const corsOptions = { origin: ['https://app.example.com', /\\.example\\.org$/], credentials: true }
  `,
  'hono.mjs': "export default { origin: ['https://app.example.com'], allowMethods: ['GET', 'PUT'], maxAge: 600 }",
  'spring.json': '{ "/api/**": { "allowedOrigins": ["https://app.example.com"], "allowedMethods": ["GET"] } }',
  'broken.json': '{ "origin": ["https://app.example.com", }',
  'list.json': '["https://app.example.com"]',
  'empty.json': '',
  'refused.json': '{ "CORS_ALLOWED_ORIGINS": ["https://app.example.com/"], "CORS_ALLOWED_ORIGIN_REGEXES": [".*"] }',
  'predicate.json':
    '{ "CORS_ALLOWED_ORIGIN_REGEXES": [{ "regex": "^https://[a-z]+\\\\.example\\\\.org$", "flags": 32 }] }',
  'paths.json':
    '{ "CORS_ALLOWED_ORIGINS": ["https://it.example.com"], "CORS_URLS_REGEX": "^/api/.*$", "CSRF_TRUSTED_ORIGINS": ["https://it.example.com"], "MIDDLEWARE": ["corsheaders.middleware.CorsMiddleware"] }',
}

/** Command lines, and what goes to their standard input. */
export const SESSIONS: readonly (readonly [line: string, input?: string])[] = [
  [''],
  ['--help'],
  ['--version'],
  ['audit --help'],
  ['help init'],
  ['audit src/policy.ts'],
  ['audit open.mjs --environment production'],
  ['audit open.mjs --environment production --fail-on high --markdown'],
  ['audit src/policy.ts --fail-on high'],
  ['audit src/policy.ts --public-suffixes suffixes.dat'],
  ['audit options.mjs --routes routes.json'],
  ['audit table.mjs'],
  ['audit protected.mjs --json'],
  ['audit live.mjs'],
  ['audit options.mjs --stage stable'],
  ['audit predicate.mjs --self https://api.example.com'],
  ['audit illegal.mjs'],
  ['audit options.json'],
  ['audit rows.json'],
  ['audit - --json', '{ "origin": "*" }'],
  ['checklist open.mjs'],
  ['checklist open.mjs --markdown'],
  ['diff old/policy.ts src/policy.ts'],
  ['diff src/policy.ts old/policy.ts --allow-widening --markdown'],
  ['diff old/policy.ts - --json', '{ "origin": "https://app.example.com", "allowMethods": ["PUT", "DELETE"] }'],
  ['diff table.mjs rows.json'],
  ['diff two.mjs two.mjs --old-export admin --new-export shop'],
  ['diff predicate.mjs src/policy.ts --origin https://evil.example'],
  ['export options.mjs --to haproxy --name api'],
  ['export options.mjs --to nginx --headers-more --out conf'],
  ['export options.mjs --to nginx --headers-more --out conf --json'],
  ['export options.mjs --to nginx --out conf'],
  ['export options.mjs --to nginx --out conf --force'],
  ['export options.mjs --to s3 --name photos'],
  ['export - --to s3 --name photos', '{ "origin": ["https://app.example.com"], "credentials": true }'],
  ['export predicate.mjs --to apache'],
  ['export predicate.mjs --to s3 --json'],
  ['export table.mjs --to haproxy'],
  ['export table.mjs --to s3'],
  ['export cookieless.mjs --to nginx'],
  ['export protected.mjs --to nginx'],
  ['import settings.json --from django'],
  ['import predicate.json --from django'],
  ['import paths.json --from django'],
  ['import settings.mjs --from django'],
  ['import hono.mjs --from hono'],
  ['import express.mjs --from express'],
  ['import spring.json --from spring'],
  ['import - --from fastify', '{ "origin": "https://app.example.com", "methods": ["GET", "PUT"] }'],
  ['import refused.json --from django'],
  ['import refused.json --from django --json'],
  ['import --dump django'],
  ['init --host workers'],
  ['init --origin app.example.com --host deno'],
  // Mistakes, and what to type instead.
  ['audti src/policy.ts'],
  ['frobnicate'],
  ['--json audit'],
  ['audit'],
  ['audit a.ts b.ts'],
  ['audit src/policy.ts --stag trial'],
  ['audit src/policy.ts --stage trail'],
  ['audit src/policy.ts --stage'],
  ['audit src/policy.ts --stage --json'],
  ['audit src/policy.ts --env production'],
  ['audit src/policy.ts --csrf=yes'],
  ['audit src/policy.ts --json --sarif'],
  ['audit src/policy.ts -x'],
  ['audit src/policy.ts --self http:/api.example.com'],
  ['audit src/policy.ts --export polcy'],
  ['audit bom.json'],
  ['audit -- -x.ts'],
  ['audit two.mjs'],
  ['audit options.mjs --routes refused.json'],
  ['audit options.mjs --public-suffixes broken.json'],
  ['audit none.mjs'],
  ['audit none.mjs --export port'],
  ['audit options.json --export policy'],
  ['audit missing.ts'],
  ['audit src'],
  ['audit throws.mjs'],
  ['audit syntax.mjs'],
  ['audit missing.mjs'],
  ['audit endless.ts'],
  ['audit enum.ts'],
  ['audit broken.json'],
  ['audit list.json'],
  ['audit empty.json'],
  ['audit -', ''],
  ['diff - -', '{}'],
  ['diff illegal.mjs src/policy.ts'],
  ['export src/policy.ts'],
  ['export src/policy.ts --to ngnix'],
  ['export src/policy.ts --to caddy --dbm'],
  ['export src/policy.ts --to caddy --name Api'],
  ['import settings.json'],
  ['import --from django'],
  ['import --dump dango'],
  ['import settings.json --from cors'],
  ['import settings.json --from rails'],
  ['import list.json --from django'],
  ['schema'],
  ['schema aduit'],
  ['completion powershell'],
]
