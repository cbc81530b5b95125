/**
 * Who likely answers in place of a policy: what the facts match (src/explain/answered/facts.ts), who that is, and what to
 * change there. The first row that matches counts. The headers are those that the products send; no body is read.
 */
export const SIGNATURES: readonly (readonly [facts: RegExp, who: string, wayOut: string])[] = [
  // A script solves a challenge, but only in a page of its own.
  [
    /^(cf-mitigated|x-amzn-waf-action|x-vercel-mitigated|x-datadome)/m,
    'bot protection with a challenge that only a page load solves',
    'exempt these requests',
  ],
  // An actual response that redirects with CORS headers is the application's own.
  [
    /^(.* bare|preflight).* login/,
    "a login or access proxy in front of the policy, such as Cloudflare Access, oauth2-proxy, Google IAP or Vercel's deployment protection",
    'let OPTIONS pass without a login, and answer other calls with 401 in place of a redirect',
  ],
  // Next.js `trailingSlash` (308), Django's `APPEND_SLASH` (301), http to https, a canonical host.
  [
    /^(.* bare|preflight).* spelling/,
    'a redirect that corrects the URL (its trailing slash, https or host)',
    'call the corrected URL',
  ],
  [/^(.* bare|preflight).* redirect/, 'a redirect in front of the policy', 'let the policy answer first'],
  // Cloudflare's pages for the errors 1101 and 1102 of Workers, and for 520 to 530 of origins.
  [
    /^\w+ 5(?!.* (doubled|vary))[^]*\n(cf-ray|server: cloudflare)/,
    'Cloudflare, after a function that crashed or reached a limit (1101 and 1102 of Workers), or a server that is down',
    'look at its log',
  ],
  [
    /^\w+ 5(?!.* (doubled|vary))/,
    'a platform, load balancer or error page, after a function that did not start, crashed or took too long',
    'look at its log',
  ],
  [/^\w+ 429.* bare/, 'a rate limit', 'do not count OPTIONS, and put the policy before it'],
  // REST APIs answer 403 `MissingAuthenticationTokenException` where a path has no OPTIONS method.
  [
    /^preflight 4.* bare[^]*\n(x-amz-apigw-id|apigw-requestid|x-amzn-errortype):/,
    'AWS API Gateway',
    'route OPTIONS to the function, without an authorizer or API key',
  ],
  // Corsage never names the method in `Vary`, but Spring, rs/cors and others do.
  [
    /^.* bare[^]*\nvary:.*access-control-request-method/i,
    'another CORS layer, such as that of Spring, which refuses the origin',
    'let only the policy handle CORS',
  ],
  // SvelteKit's 403 has no type, or that of JSON for pages that ask for JSON only. Astro's has the type of a string.
  [
    /^actual 403 bare.* form( json)?$(?![^]*\ncontent-type: (?!text\/plain;charset=UTF-8$))|^actual 403 bare.* form json$[^]*\ncontent-type: application\/json$/m,
    'a check against forged forms, such as that of SvelteKit or Astro, which runs before hooks and middleware',
    'send JSON, list the page in `csrf.trustedOrigins` (SvelteKit), or set `security.checkOrigin: false` (Astro) and mount a guard of `corsage/csrf`',
  ],
  [
    /^\w+ 40[137].* bare/,
    'a login, a firewall or a check of the host in front of the policy',
    'put the policy before it, or let OPTIONS pass, because preflights never carry credentials',
  ],
  // The asset server of Workers sends 405 without `Allow`, with the lines of `_headers`, and 404 for an unknown path.
  [
    /^(\w+ 40[45].* bare|preflight 405.* star)/,
    'a router, or a server of static files such as that of Cloudflare Workers',
    'check that the route exists, and put the policy in front (`run_worker_first` for Workers)',
  ],
  [/^\w+ 4.* bare/, 'a server or proxy that refuses the request first', 'look at its limits'],
  // A page of SvelteKit has no other methods.
  [
    /^preflight 204 bare.*$(?![^]*next-router)[^]*^allow: GET, HEAD, OPTIONS(, POST)?$/m,
    'SvelteKit, which answers OPTIONS for pages',
    'mount `corsHandle`',
  ],
  // Next.js sends 204 and `Allow` for a route that exports no `OPTIONS`.
  [
    /^preflight 204 bare[^]*\nallow:/,
    'Next.js, which answers OPTIONS for routes that export none',
    'export `OPTIONS` from the route, as `corsRoute` does',
  ],
  [
    /^preflight 2.* bare[^]*\nallow:/,
    'the framework (such as Express, Flask, Django or Spring), which answers OPTIONS for its routes',
    'put the policy before the routes',
  ],
  // An asset has these two headers, unless `_headers` has others. They look as if a cache had answered.
  [
    /^actual (200|206|304).* (bare|star)(?=[^]*\ncf-cache-status:)[^]*\ncache-control: public, max-age=0, must-revalidate(\n|$)/,
    'the static assets of Cloudflare, which answer before the Worker runs',
    'list the path in `run_worker_first` (`_routes.json` for Pages)',
  ],
  [
    /^.* bare[^]*\ncontent-type: text\/html/,
    'a server of static files or a login page',
    'check the URL, and put the policy in front (`run_worker_first` for Cloudflare Workers)',
  ],
  // `Vary` on pages of the App Router has only the names of Next.js.
  [
    /^.* vary[^]*\nvary:.*next-router-state-tree/i,
    'Next.js, which replaces the `Vary` of `corsMiddleware` on pages of the App Router',
    'match routes only, or send these pages with `Cache-Control: private` from `headers()` in `next.config`',
  ],
  [/^.* hit/, 'a cache with an older response', 'let it obey `Vary`, and purge it'],
  [/^preflight.* bare/, 'a server, proxy or route that answers OPTIONS itself', 'let OPTIONS reach the policy'],
  // Twice the same value, or `*` next to an origin: nginx `add_header`, or the settings of a platform.
  [/^.* doubled/, 'two layers that both add CORS headers', 'let only the policy add them'],
  [
    /^.* other/,
    'a cache with the response for another site',
    'let it obey `Vary: Origin`, or make `Origin` a part of its key',
  ],
  // Next.js keeps what a route sets next to the headers of its middleware, and `headers()` in place of those of a route.
  [
    /^(?!.* bare)[^]*\nvary:.*next-router-state-tree/i,
    'a route of Next.js that sets CORS headers itself behind `corsMiddleware`, or from `headers()` in `next.config`',
    'remove these headers there, and let the route export `corsRoute`',
  ],
  // Its methods are the default of the package `cors`, which Vite's server uses.
  [
    /^.* reflected|^preflight[^]*\naccess-control-allow-methods: GET,HEAD,PUT,PATCH,POST,DELETE(\n|$)/,
    'a development server such as Vite, or code that reflects every origin',
    'turn that off (`server.cors: false` for Vite)',
  ],
  // Longer lists as well: each gateway has lists of its own.
  [
    /^preflight.* lists/,
    'an API gateway (AWS API Gateway, Azure API Management, Kong, Supabase) or another CORS layer that answers OPTIONS itself',
    'let OPTIONS reach the policy',
  ],
  [
    /^.* star/,
    'a development server such as webpack-dev-server, a static host, a rule of a CDN or a route behind middleware that adds `*`',
    'remove `*` there',
  ],
  [/^.* vary/, 'a proxy or CDN that removes `Vary`', 'keep it, because caches may mix up sites without it'],
  // Vite's server again, where the response names the page's origin and nothing else.
  [
    /^\w+ 2.* same/,
    'another CORS layer, such as that of a development server, or a cache with an older response',
    'let only the policy set CORS headers (`server.cors: false` for Vite)',
  ],
  [/^/, 'something between the browser and the policy, or a route without it', 'let only the policy set CORS headers'],
]
