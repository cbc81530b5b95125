import { cors } from '../../../src/cors.ts'

export const PAGE = 'https://app.example.com'
export const OTHER = 'https://admin.example.com'
export const API = 'https://api.example.com/users'
export const policy = cors({
  origin: [PAGE, OTHER],
  credentials: true,
  allowMethods: ['GET', 'PUT', 'DELETE'],
  allowHeaders: ['content-type', 'x-id'],
  exposeHeaders: ['x-total'],
  maxAge: 600,
})

type Headers = Readonly<Record<string, string>>
/** What a platform sends in place of the policy, and who the warning names. */
export type AnswerRow = readonly [platform: string, owner: RegExp, status: number, headers: Headers]

/** The policy's own headers. */
export const OWN: Headers = {
  'access-control-allow-origin': PAGE,
  'access-control-allow-credentials': 'true',
  vary: 'Origin',
}
export const OWN_PREFLIGHT: Headers = {
  ...OWN,
  'access-control-allow-methods': 'GET, PUT, DELETE',
  'access-control-allow-headers': 'content-type, x-id',
  'access-control-max-age': '600',
}
export const OWN_ACTUAL: Headers = { ...OWN, 'access-control-expose-headers': 'x-total' }

const CLOUDFLARE = { server: 'cloudflare', 'cf-ray': '9a1b2c3d4e5f6a7b-FRA' }
const HTML = { 'content-type': 'text/html; charset=UTF-8' }
const ASKED = 'https%3A%2F%2Fapi.example.com%2Fusers'
const LOGIN = /login or access proxy in front of the policy.*let OPTIONS pass without a login/
const SPELLING = /corrects the URL .*call the corrected URL/
const ASSETS = /static assets of Cloudflare.*before the Worker runs.*`run_worker_first`/
/** The headers of every static asset of Workers and Pages, unless `_headers` has others. */
const ASSET = {
  'cache-control': 'public, max-age=0, must-revalidate',
  etag: '"e23ba3b6381535ff4c90608f32beb2bc"',
  'cf-cache-status': 'HIT',
}
/** Next.js adds its names to the `Vary` of a route, behind that of `corsMiddleware`, and before that of `corsRoute`. */
const NEXT_VARY = 'rsc, next-router-state-tree, next-router-prefetch, next-router-segment-prefetch'
const NEXT_OWN = /a route of Next\.js that sets CORS headers itself.*`headers\(\)`.*let the route export `corsRoute`/
const FORM = 'application/x-www-form-urlencoded'
const JSON_TYPE = { 'content-type': 'application/json' }
const ASTRO_TEXT = { 'content-type': 'text/plain;charset=UTF-8' }
const FORGED = /check against forged forms, such as that of SvelteKit or Astro.*`csrf\.trustedOrigins`.*`corsage\/csrf`/
const FIREWALL = /a login, a firewall/
const SAME = /another CORS layer, .*development server, or a cache with an older response.*`server\.cors: false`/
const GATEWAY = /API gateway .* answers OPTIONS itself/

/** Answers to a preflight. */
export const PREFLIGHT_ROWS: readonly AnswerRow[] = [
  [
    'a static asset of Workers with a line in _headers',
    /static files .*`run_worker_first`/,
    405,
    { 'access-control-allow-origin': '*', 'content-length': '0' },
  ],
  // Frameworks that answer OPTIONS for each route
  [
    'Next.js, a route without OPTIONS',
    /Next\.js.*export `OPTIONS`.*`corsRoute`/,
    204,
    { allow: 'GET, HEAD, OPTIONS, PUT', vary: 'rsc, next-router-state-tree' },
  ],
  [
    'Express, a route without OPTIONS',
    /the framework \(such as Express/,
    200,
    { 'x-powered-by': 'Express', allow: 'GET,HEAD,PUT', ...HTML },
  ],
  [
    'Flask and Werkzeug',
    /the framework \(such as Express, Flask/,
    200,
    { server: 'Werkzeug/3.1.3 Python/3.13.1', allow: 'PUT, GET, OPTIONS, HEAD', 'content-length': '0' },
  ],
  ['Django, a class-based view', /Flask, Django/, 200, { allow: 'GET, PUT, HEAD, OPTIONS', 'content-length': '0' }],
  [
    'Spring, which refuses the origin',
    /another CORS layer, such as that of Spring/,
    403,
    { vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers' },
  ],
  [
    'rs/cors, which refuses the origin',
    /another CORS layer/,
    204,
    { vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers' },
  ],
  [
    'Next.js, a route with GET alone',
    /Next\.js.*`corsRoute`/,
    204,
    { allow: 'GET, HEAD, OPTIONS', vary: 'rsc, next-router-state-tree' },
  ],
  [
    'SvelteKit, a page',
    /SvelteKit, which answers OPTIONS for pages: mount `corsHandle`/,
    204,
    { allow: 'GET, HEAD, OPTIONS', date: 'Sun, 29 Nov 2026 14:00:00 GMT' },
  ],
  // Routers and static files
  ['SvelteKit, a prerendered route', /a router/, 405, { allow: 'GET, HEAD' }],
  [
    'the assets of Workers, without any header',
    /Cloudflare Workers.*`run_worker_first`/,
    405,
    { 'content-length': '0' },
  ],
  [
    'the assets of Workers, deployed',
    /Cloudflare Workers.*`run_worker_first`/,
    405,
    { ...CLOUDFLARE, 'content-length': '0' },
  ],
  [
    'an unknown path of the assets of Workers',
    /Cloudflare Workers.*`run_worker_first`/,
    404,
    { ...CLOUDFLARE, ...HTML },
  ],
  [
    'FastAPI, middleware after the routes',
    /a router/,
    405,
    { server: 'uvicorn', allow: 'GET', 'content-type': 'application/json' },
  ],
  ['Express, an unknown route', /a router.*the route exists/, 404, { 'x-powered-by': 'Express', ...HTML }],
  ['nginx, static files', /server of static files/, 405, { server: 'nginx/1.27.4', ...HTML }],
  ['GitHub Pages', /server of static files/, 405, { server: 'GitHub.com', 'x-github-request-id': '1A2B:3C', ...HTML }],
  [
    'Vercel, static files',
    /server of static files/,
    405,
    { server: 'Vercel', 'x-vercel-cache': 'BYPASS', 'x-vercel-id': 'fra1::a-1' },
  ],
  // Logins
  [
    'Cloudflare Access',
    LOGIN,
    302,
    {
      ...CLOUDFLARE,
      location: `https://acme.cloudflareaccess.com/cdn-cgi/access/login/api.example.com?kid=1&redirect_url=%2Fusers`,
      'www-authenticate': 'Cloudflare-Access resource_metadata="https://api.example.com/"',
    },
  ],
  ['oauth2-proxy', LOGIN, 302, { location: `https://auth.example.com/oauth2/start?rd=${ASKED}` }],
  ['oauth2-proxy without a host of its own', LOGIN, 302, { location: '/oauth2/sign_in?rd=%2Fusers' }],
  [
    'Google IAP',
    LOGIN,
    302,
    {
      location:
        'https://accounts.google.com/o/oauth2/v2/auth?client_id=1.apps.googleusercontent.com&response_type=code',
      'x-goog-iap-generated-response': 'true',
    },
  ],
  [
    'Vercel’s deployment protection',
    LOGIN,
    302,
    {
      location: `https://vercel.com/sso-api?url=${ASKED}&nonce=1`,
      server: 'Vercel',
      'set-cookie': '_vercel_sso_nonce=1',
    },
  ],
  ['Authelia', LOGIN, 302, { location: `https://portal.example.com/?rd=${ASKED}&rm=OPTIONS` }],
  ['Pomerium', LOGIN, 302, { location: 'https://authenticate.example.com/.pomerium/sign_in?pomerium_signature=1' }],
  [
    'an ALB with OpenID Connect',
    LOGIN,
    302,
    { server: 'awselb/2.0', location: 'https://idp.example.com/authorize?client_id=1' },
  ],
  ['Django’s login_required', LOGIN, 302, { location: '/accounts/login/?next=/users' }],
  ['Rails and Devise', LOGIN, 302, { location: 'https://api.example.com/users/sign_in' }],
  ['Rails 8', LOGIN, 302, { location: 'https://api.example.com/session/new' }],
  ['ASP.NET', LOGIN, 302, { location: '/Account/Login?ReturnUrl=%2Fusers' }],
  ['Azure Easy Auth', LOGIN, 302, { location: 'https://login.windows.net/acme/oauth2/authorize' }],
  ['a login of an unknown product', LOGIN, 303, { location: `https://gate.example.com/go?back=${ASKED}` }],
  // Other redirects
  ['Next.js, trailingSlash', SPELLING, 308, { location: '/users/', refresh: '0;url=/users/' }],
  ['SvelteKit, trailingSlash', SPELLING, 308, { location: '../users/', 'x-sveltekit-normalize': '1' }],
  ['Astro, trailingSlash', SPELLING, 308, { location: '/users/', ...ASTRO_TEXT }],
  ['Django, APPEND_SLASH', SPELLING, 301, { location: '/users/', 'content-length': '0' }],
  ['http to https in another case', SPELLING, 301, { location: 'https://api.example.com/USERS' }],
  ['a canonical host', SPELLING, 301, { ...CLOUDFLARE, location: 'https://www.api.example.com/users' }],
  ['a redirect to a locale', /redirect in front of the policy/, 307, { location: '/en/users' }],
  // Errors before the policy
  ['Workers, error 1101', /Cloudflare, .*1101 and 1102 of Workers/, 500, { ...CLOUDFLARE, ...HTML }],
  [
    'Workers, error 1102',
    /Cloudflare, .*1101 and 1102 of Workers/,
    503,
    { ...CLOUDFLARE, 'content-type': 'text/plain' },
  ],
  [
    'Cloudflare, server down',
    /Cloudflare, .*down/,
    522,
    { ...CLOUDFLARE, 'content-type': 'text/plain; charset=UTF-8' },
  ],
  [
    'Vercel, a function that crashed',
    /platform, load balancer/,
    500,
    { server: 'Vercel', 'x-vercel-error': 'FUNCTION_INVOCATION_FAILED', 'x-vercel-id': 'fra1::a-1' },
  ],
  [
    'Vercel, a function that took too long',
    /took too long/,
    504,
    { server: 'Vercel', 'x-vercel-error': 'FUNCTION_INVOCATION_TIMEOUT' },
  ],
  ['an ALB without a target', /load balancer/, 503, { server: 'awselb/2.0', ...HTML }],
  ['nginx, server down', /load balancer/, 502, { server: 'nginx', ...HTML }],
  [
    'Lambda behind API Gateway',
    /load balancer/,
    502,
    { 'x-amzn-errortype': 'InternalServerErrorException', 'x-amz-apigw-id': 'Rtv0=' },
  ],
  ['an application that crashed', /did not start, crashed/, 500, { 'content-type': 'application/json' }],
  // Access
  [
    'a middleware of a login',
    /let OPTIONS pass, because preflights never carry credentials/,
    401,
    { 'www-authenticate': 'Bearer' },
  ],
  [
    'Vercel’s protection without a redirect',
    /a login, a firewall/,
    401,
    { server: 'Vercel', ...HTML, 'set-cookie': '_vercel_sso_nonce=1' },
  ],
  ['Cloud Run without allUsers', /a login, a firewall/, 403, { server: 'Google Frontend', ...HTML }],
  ['a proxy with a password', /a login, a firewall/, 407, { 'proxy-authenticate': 'Basic' }],
  ['Vite, a host that is not allowed', /check of the host/, 403, { 'content-type': 'text/plain' }],
  [
    'AWS API Gateway, a path without OPTIONS',
    /AWS API Gateway: route OPTIONS to the function/,
    403,
    {
      'x-amzn-requestid': '3aa6',
      'x-amzn-errortype': 'MissingAuthenticationTokenException',
      'x-amz-apigw-id': 'Rtv0=',
      'x-cache': 'Error from cloudfront',
    },
  ],
  [
    'AWS API Gateway, HTTP API without a route',
    /AWS API Gateway: route OPTIONS/,
    404,
    { 'apigw-requestid': 'Rtv0=', 'content-type': 'application/json' },
  ],
  [
    'a challenge of Cloudflare',
    /bot protection with a challenge/,
    403,
    { ...CLOUDFLARE, 'cf-mitigated': 'challenge', ...HTML },
  ],
  [
    'a challenge of Vercel',
    /bot protection with a challenge/,
    429,
    { server: 'Vercel', 'x-vercel-mitigated': 'challenge', ...HTML },
  ],
  [
    'a CAPTCHA of AWS WAF',
    /bot protection with a challenge/,
    405,
    { 'x-amzn-waf-action': 'captcha', server: 'awselb/2.0' },
  ],
  ['a rate limit', /a rate limit/, 429, { 'retry-after': '60', 'x-ratelimit-remaining': '0' }],
  ['nginx, a body that is too long', /refuses the request first.*limits/, 413, { server: 'nginx', ...HTML }],
  [
    'AWS API Gateway, its own answer with CORS headers',
    /load balancer or error page/,
    504,
    {
      'access-control-allow-origin': '*',
      'access-control-allow-headers': '*',
      'x-amzn-errortype': 'InternalServerErrorException',
    },
  ],
  [
    'Amazon S3, which refuses the origin',
    /another CORS layer/,
    403,
    { server: 'AmazonS3', vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method' },
  ],
  [
    'Starlette, which refuses the origin',
    /another CORS layer/,
    400,
    { 'access-control-allow-methods': 'GET', 'access-control-max-age': '600', vary: 'Origin', server: 'uvicorn' },
  ],
  [
    'Nitro, route rules',
    GATEWAY,
    204,
    {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': '*',
      'access-control-allow-headers': '*',
      'access-control-max-age': '0',
    },
  ],
  // Servers that answer OPTIONS, with CORS headers of their own
  ['nginx, return 204', /proxy or route that answers OPTIONS itself/, 204, { server: 'nginx' }],
  [
    'Vite’s development server',
    /development server such as Vite.*`server\.cors: false`/,
    204,
    {
      'access-control-allow-origin': PAGE,
      'access-control-allow-methods': 'GET,HEAD,PUT,PATCH,POST,DELETE',
      'access-control-allow-headers': 'content-type',
      vary: 'Origin, Access-Control-Request-Headers',
      'content-length': '0',
    },
  ],
  [
    'Express with cors()',
    /development server such as Vite, or code that reflects/,
    204,
    {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET,HEAD,PUT,PATCH,POST,DELETE',
      vary: 'Access-Control-Request-Headers',
    },
  ],
  [
    'AWS API Gateway, a mock of OPTIONS',
    GATEWAY,
    200,
    {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'OPTIONS,GET',
      'access-control-allow-headers': 'Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token',
      'x-amz-apigw-id': 'Rtv0=',
    },
  ],
  [
    'AWS API Gateway, CORS of an HTTP API',
    GATEWAY,
    204,
    {
      ...OWN_PREFLIGHT,
      'access-control-allow-methods': 'GET',
      'access-control-allow-headers': 'content-type',
      'apigw-requestid': 'Rtv0=',
    },
  ],
  [
    'Azure API Management',
    GATEWAY,
    200,
    { 'access-control-allow-origin': PAGE, 'access-control-allow-methods': 'GET', vary: 'Origin' },
  ],
  [
    'Kong',
    GATEWAY,
    200,
    {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET,HEAD,PUT,PATCH,POST,DELETE,OPTIONS,TRACE,CONNECT',
      'access-control-allow-headers': 'content-type',
      via: '1.1 kong/3.9.0',
      'x-kong-request-id': '1',
    },
  ],
  [
    'Supabase, the headers of its guide',
    GATEWAY,
    200,
    {
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'authorization, x-client-info, apikey, content-type',
      'sb-gateway-version': '1',
    },
  ],
  ['one method less', GATEWAY, 204, { ...OWN_PREFLIGHT, 'access-control-allow-methods': 'GET, PUT' }],
  ['one header more', GATEWAY, 204, { ...OWN_PREFLIGHT, 'access-control-allow-headers': 'content-type, x-id, x-more' }],
  ['methods in lower case', GATEWAY, 204, { ...OWN_PREFLIGHT, 'access-control-allow-methods': 'get, put, delete' }],
  ['a star of methods', GATEWAY, 204, { ...OWN_PREFLIGHT, 'access-control-allow-methods': '*' }],
  ['a proxy and the policy', /two layers/, 204, { ...OWN_PREFLIGHT, 'access-control-allow-origin': `*, ${PAGE}` }],
  ['credentials twice', /two layers/, 204, { ...OWN_PREFLIGHT, 'access-control-allow-credentials': 'true, true' }],
  ['an age twice', /two layers/, 204, { ...OWN_PREFLIGHT, 'access-control-max-age': '600, 600' }],
  [
    'a list twice',
    /two layers/,
    204,
    { ...OWN_PREFLIGHT, 'access-control-allow-methods': 'GET, PUT, DELETE, GET, PUT, DELETE' },
  ],
  [
    'the preflight of another site',
    /cache with the response for another site/,
    204,
    { ...OWN_PREFLIGHT, 'access-control-allow-origin': OTHER },
  ],
  [
    'Next.js, `headers()` in next.config in front of `corsRoute`',
    NEXT_OWN,
    204,
    { ...OWN_PREFLIGHT, 'access-control-allow-origin': '*', vary: `${NEXT_VARY}, Origin` },
  ],
  // Whatever is left
  ['another age', SAME, 204, { ...OWN_PREFLIGHT, 'access-control-max-age': '86400' }],
  ['Private Network Access', SAME, 204, { ...OWN_PREFLIGHT, 'access-control-allow-private-network': 'true' }],
  ['no credentials', SAME, 204, { ...OWN_PREFLIGHT, 'access-control-allow-credentials': 'false' }],
  ['no Vary', /proxy or CDN that removes `Vary`/, 204, { ...OWN_PREFLIGHT, vary: 'Accept-Encoding' }],
]

/** Answers to a GET. */
export const ACTUAL_ROWS: readonly AnswerRow[] = [
  ['a static asset of Workers', ASSETS, 200, { 'content-type': 'application/json', ...ASSET }],
  ['a static asset of Workers that is a page', ASSETS, 200, { ...HTML, ...CLOUDFLARE, ...ASSET }],
  ['a static asset of Workers, not modified', ASSETS, 304, { 'content-type': 'application/json', ...ASSET }],
  [
    'a static asset of Workers with a line in _headers',
    ASSETS,
    200,
    { 'access-control-allow-origin': '*', 'content-type': 'text/plain; charset=utf-8', ...ASSET },
  ],
  [
    'a static asset of Pages',
    ASSETS,
    200,
    { ...CLOUDFLARE, ...HTML, ...ASSET, 'access-control-allow-origin': '*', 'cf-cache-status': 'DYNAMIC' },
  ],
  ['the assets of Workers', /`run_worker_first`/, 404, { ...CLOUDFLARE, ...HTML }],
  [
    'the fallback of a single-page application',
    /static files or a login page.*`run_worker_first`/,
    200,
    { ...HTML, ...CLOUDFLARE },
  ],
  [
    'the fallback on Vercel',
    /static files or a login page/,
    200,
    { ...HTML, server: 'Vercel', 'x-vercel-cache': 'HIT', age: '9' },
  ],
  ['Workers, error 1101', /1101 and 1102/, 500, { ...CLOUDFLARE, ...HTML }],
  ['an error page of a framework', /error page, after a function/, 500, { 'content-type': 'application/json' }],
  ['a load balancer', /load balancer/, 504, { server: 'awselb/2.0', ...HTML }],
  ['a login of a proxy', /a login, a firewall/, 401, { 'www-authenticate': 'Bearer' }],
  [
    'a redirect to a login',
    /answer other calls with 401 in place of a redirect/,
    302,
    { location: '/login?next=%2Fusers' },
  ],
  ['a trailing slash', SPELLING, 308, { location: '/users/' }],
  ['a rate limit', /a rate limit/, 429, { 'retry-after': '1' }],
  ['a challenge', /bot protection/, 403, { ...CLOUDFLARE, 'cf-mitigated': 'challenge', ...HTML }],
  ['nginx, a header that is too long', /its limits/, 431, { server: 'nginx' }],
  [
    'a cache of a request without Origin',
    /a cache with an older response.*obey `Vary`/,
    200,
    { 'x-cache': 'Hit from cloudfront', age: '120', etag: '"1"' },
  ],
  [
    'a cache of an older policy',
    /a cache with an older response/,
    200,
    { ...OWN, ...CLOUDFLARE, 'cf-cache-status': 'HIT' },
  ],
  [
    'the response for another site',
    /response for another site.*`Vary: Origin`/,
    200,
    { ...OWN_ACTUAL, 'access-control-allow-origin': OTHER },
  ],
  [
    'webpack-dev-server',
    /development server such as webpack-dev-server.*adds `\*`/,
    200,
    { 'access-control-allow-origin': '*', 'x-powered-by': 'Express' },
  ],
  ['GitHub Pages', /static host, a rule of a CDN/, 200, { 'access-control-allow-origin': '*', server: 'GitHub.com' }],
  ['nginx, add_header', /two layers/, 200, { ...OWN_ACTUAL, 'access-control-allow-origin': `${PAGE}, ${PAGE}` }],
  ['nginx, add_header of a star', /two layers/, 200, { ...OWN_ACTUAL, 'access-control-allow-origin': `*, ${PAGE}` }],
  ['a route without the policy', /a route without it/, 200, { 'content-type': 'application/json' }],
  ['nothing exposed', SAME, 200, OWN],
  ['more exposed', SAME, 200, { ...OWN_ACTUAL, 'access-control-expose-headers': 'x-total, etag' }],
  [
    'an origin of an older configuration',
    /something between/,
    200,
    { ...OWN_ACTUAL, 'access-control-allow-origin': 'https://old.example.com' },
  ],
  ['Vite’s development server', SAME, 200, { 'access-control-allow-origin': PAGE, vary: 'Origin' }],
  ['lists of preflights', SAME, 200, { ...OWN_ACTUAL, 'access-control-allow-methods': 'GET' }],
  [
    'Next.js, a route behind `corsMiddleware` that sets more headers',
    NEXT_OWN,
    200,
    { ...OWN_ACTUAL, 'access-control-allow-methods': 'GET', vary: `Origin, ${NEXT_VARY}, Accept-Encoding` },
  ],
  [
    'Next.js, a static route behind `corsMiddleware` that allows every origin',
    NEXT_OWN,
    200,
    { 'access-control-allow-origin': '*', vary: `Origin, ${NEXT_VARY}`, 'x-nextjs-cache': 'HIT' },
  ],
  [
    'Next.js 14, a route that reflects the origin',
    NEXT_OWN,
    200,
    { 'access-control-allow-origin': PAGE, vary: 'RSC, Next-Router-State-Tree, Next-Router-Prefetch' },
  ],
  [
    'Next.js, `headers()` in next.config in front of `corsRoute`',
    NEXT_OWN,
    200,
    { ...OWN_ACTUAL, 'access-control-allow-origin': '*', vary: `${NEXT_VARY}, Origin, Accept-Encoding` },
  ],
  [
    'Next.js, a route in `pages/api` behind `corsMiddleware` that allows every origin',
    /a route behind middleware that adds `\*`/,
    200,
    { ...OWN_ACTUAL, 'access-control-allow-origin': '*', vary: 'Origin, Accept-Encoding' },
  ],
  [
    'Next.js, a page behind `corsMiddleware`',
    /Next\.js, which replaces the `Vary` of `corsMiddleware`.*match routes only, or .*`Cache-Control: private`/,
    200,
    { ...OWN_ACTUAL, vary: `${NEXT_VARY}, Accept-Encoding`, 'x-nextjs-cache': 'HIT', 'cache-control': 's-maxage=60' },
  ],
  ['a CDN that removes Vary', /removes `Vary`/, 200, { ...OWN_ACTUAL, vary: 'accept-encoding' }],
]

/** Answers to a write that a framework takes for a form: its headers, and those of the answer. */
export const FORM_ROWS: readonly (readonly [...AnswerRow, method: string, sent: Headers])[] = [
  ['SvelteKit', FORGED, 403, { 'content-length': '46' }, 'POST', { 'content-type': FORM }],
  ['SvelteKit, a write without a content type', FORGED, 403, { 'content-length': '48' }, 'DELETE', {}],
  [
    'SvelteKit, asked for JSON',
    FORGED,
    403,
    { 'content-length': '60', ...JSON_TYPE },
    'POST',
    { 'content-type': FORM, accept: 'application/json' },
  ],
  ['Astro', FORGED, 403, ASTRO_TEXT, 'POST', { 'content-type': FORM }],
  ['Astro, a text', FORGED, 403, ASTRO_TEXT, 'POST', { 'content-type': 'text/plain' }],
  ['Astro, a write without a content type', FORGED, 403, ASTRO_TEXT, 'DELETE', {}],
  // JSON passes these checks.
  ['a firewall, about JSON', FIREWALL, 403, {}, 'POST', JSON_TYPE],
  ['a firewall with a page', FIREWALL, 403, HTML, 'POST', { 'content-type': FORM }],
  ['an API that asks for a login', FIREWALL, 403, JSON_TYPE, 'DELETE', {}],
  ['a login', FIREWALL, 401, ASTRO_TEXT, 'POST', { 'content-type': FORM }],
]

/** Answers that are the policy's own, although they do not look exactly like it. */
export const OWN_ROWS: readonly (readonly [how: string, status: number, preflight: Headers, actual: Headers])[] = [
  ['as they are', 204, OWN_PREFLIGHT, OWN_ACTUAL],
  ['with status 200', 200, OWN_PREFLIGHT, OWN_ACTUAL],
  [
    'in another order and case',
    204,
    {
      Vary: 'origin',
      'Access-Control-Max-Age': '600',
      'Access-Control-Allow-Headers': 'X-Id,Content-Type',
      'Access-Control-Allow-Methods': 'DELETE,GET,PUT',
      'Access-Control-Allow-Credentials': 'true',
      'Access-Control-Allow-Origin': PAGE,
    },
    { ...OWN, 'Access-Control-Expose-Headers': 'X-Total' },
  ],
  [
    'with more names in Vary',
    204,
    { ...OWN_PREFLIGHT, vary: 'Accept-Encoding, Origin' },
    { ...OWN_ACTUAL, vary: 'rsc, ORIGIN' },
  ],
  ['with a star in Vary', 204, { ...OWN_PREFLIGHT, vary: '*' }, { ...OWN_ACTUAL, vary: '*' }],
  [
    'with headers of a CDN',
    204,
    { ...OWN_PREFLIGHT, ...CLOUDFLARE, allow: 'GET', 'content-length': '0', date: 'now' },
    {
      ...OWN_ACTUAL,
      ...CLOUDFLARE,
      'cf-cache-status': 'HIT',
      age: '5',
      via: '1.1 google',
      'x-vercel-id': 'a',
      etag: '"1"',
    },
  ],
  [
    'with other headers of browsers',
    204,
    { ...OWN_PREFLIGHT, 'timing-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' },
    { ...OWN_ACTUAL, 'timing-allow-origin': '*', 'strict-transport-security': 'max-age=1' },
  ],
]
