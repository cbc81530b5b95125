/**
 * Models of what the documentation of each platform says it answers, and of Envoy's source. They read the JSON of an
 * export and share nothing with its code. They are not the services: a model that is wrong about a service proves
 * nothing about it. Where a document leaves something open, there are two models.
 */

/** What a platform does with a request and the headers of the application or the object. */
export type Model = (request: Request, app: () => Response) => Response

interface Rule {
  readonly origins: readonly string[]
  readonly methods: readonly string[]
  readonly headers: readonly string[]
  readonly exposed: readonly string[]
  readonly maxAge: number | string | undefined
  readonly credentials: boolean
}

interface Asked {
  readonly origin: string | null
  readonly isPreflight: boolean
  /** The method that the actual request has. */
  readonly method: string
  readonly names: readonly string[]
  readonly asked: string
}

function read({ method, headers }: Request): Asked {
  const requested = headers.get('access-control-request-method')
  const isPreflight = method === 'OPTIONS' && headers.has('origin') && Boolean(requested)
  const asked = headers.get('access-control-request-headers') ?? ''
  return {
    origin: headers.get('origin') || null,
    isPreflight,
    method: isPreflight ? requested! : method,
    names: asked
      .toLowerCase()
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean),
    asked,
  }
}

/** One `*` stands for any characters, dots and slashes too. */
function globs(pattern: string, text: string): boolean {
  const [before, after] = pattern.split('*') as [string, string | undefined]
  if (after === undefined) return pattern === text
  return text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after)
}

type Lines = Record<string, string | number | undefined>

function withLines(response: Response, lines: Lines): Response {
  const copy = new Response(response.body, response)
  for (const [name, value] of Object.entries(lines)) {
    if (value !== undefined && value !== '') copy.headers.set(name, String(value))
  }
  return copy
}

function preflight(status: number, lines: Lines): Response {
  return withLines(new Response(null, { status }), lines)
}

/** Amazon S3 User Guide, "Using CORS"; API Reference, "OPTIONS object" and "Common Response Headers". */
function s3(json: never): Model {
  const { CORSRules } = json as {
    CORSRules: {
      AllowedOrigins: string[]
      AllowedMethods: string[]
      AllowedHeaders?: string[]
      ExposeHeaders?: string[]
      MaxAgeSeconds?: number
    }[]
  }
  const rules = CORSRules.map((one) =>
    ruleOf(one.AllowedOrigins, one.AllowedMethods, one.AllowedHeaders, one.ExposeHeaders, one.MaxAgeSeconds),
  )
  return (request, app) => {
    const asked = read(request)
    const rule = rules.find((one) => matchesBucketRule(one, asked))
    return bucketAnswer(rule, asked, app, rule?.origins.includes('*') ? undefined : 'true')
  }
}

function matchesBucketRule(rule: Rule, { origin, isPreflight, method, names }: Asked): boolean {
  return (
    origin !== null &&
    rule.origins.some((pattern) => globs(pattern, origin)) &&
    rule.methods.includes(method) &&
    (!isPreflight || names.every((name) => rule.headers.some((header) => globs(header.toLowerCase(), name))))
  )
}

function bucketAnswer(
  rule: Rule | undefined,
  { origin, isPreflight, names }: Asked,
  app: () => Response,
  credentials: string | undefined,
): Response {
  if (!rule) return isPreflight ? preflight(403, {}) : app()
  const both = {
    'access-control-allow-origin': rule.origins.includes('*') ? '*' : origin!,
    'access-control-allow-credentials': credentials,
    'access-control-expose-headers': rule.exposed.join(', '),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  }
  if (!isPreflight) return withLines(app(), both)
  return preflight(200, {
    ...both,
    'access-control-allow-methods': rule.methods.join(', '),
    'access-control-allow-headers': names.join(', '),
    'access-control-max-age': rule.maxAge,
  })
}

/** Cloudflare R2 documentation, "Configure CORS". It takes one `*` in an origin, which the documentation leaves out. */
function r2(json: never): Model {
  const { rules } = json as {
    rules: {
      allowed: { origins: string[]; methods: string[]; headers?: string[] }
      exposeHeaders?: string[]
      maxAgeSeconds?: number
    }[]
  }
  const lists = rules.map(({ allowed, exposeHeaders, maxAgeSeconds }) =>
    ruleOf(allowed.origins, allowed.methods, allowed.headers, exposeHeaders, maxAgeSeconds),
  )
  return (request, app) => {
    const asked = read(request)
    return bucketAnswer(
      lists.find((one) => matchesBucketRule(one, asked)),
      asked,
      app,
      undefined,
    )
  }
}

/** Google Cloud Storage, "Cross-origin resource sharing (CORS)" and "Buckets: cors[]" of the JSON API. */
function gcs(json: never): Model {
  const rules = json as { origin: string[]; method: string[]; responseHeader?: string[]; maxAgeSeconds?: number }[]
  return (request, app) => {
    const { origin, isPreflight, method } = read(request)
    const rule = rules.find(
      (one) =>
        origin !== null &&
        (one.origin.includes('*') || one.origin.includes(origin)) &&
        (one.method.includes('*') || one.method.includes(method)),
    )
    if (!rule) return isPreflight ? preflight(200, {}) : app()
    const names = rule.responseHeader?.join(', ')
    const both = {
      'access-control-allow-origin': rule.origin.includes('*') ? '*' : origin!,
      'access-control-expose-headers': names,
    }
    if (!isPreflight) return withLines(app(), both)
    return preflight(200, {
      ...both,
      'access-control-allow-methods': rule.method.includes('*') ? method : rule.method.join(', '),
      'access-control-allow-headers': names,
      'access-control-max-age': rule.maxAgeSeconds ?? 3600,
    })
  }
}

/** Azure Storage, "Cross-Origin Resource Sharing (CORS) support", and the source of its emulator Azurite. */
function azureBlob(json: never): Model {
  const { cors } = json as { cors: Record<string, string>[] }
  const listOf = (text: string | undefined): string[] => (text ? text.split(',').map((item) => item.trim()) : [])
  return (request, app) => {
    const { origin, isPreflight, method, names, asked } = read(request)
    const rule = cors.find(
      (one) =>
        origin !== null &&
        (one['allowedOrigins'] === '*' || listOf(one['allowedOrigins']).includes(origin)) &&
        listOf(one['allowedMethods']).includes(method) &&
        (!isPreflight || names.every((name) => listOf(one['allowedHeaders']).some((header) => prefixes(header, name)))),
    )
    if (!rule) return isPreflight ? preflight(403, {}) : app()
    if (isPreflight) {
      return preflight(200, {
        'access-control-allow-origin': origin!,
        'access-control-allow-credentials': 'true',
        'access-control-allow-methods': method,
        'access-control-allow-headers': asked,
        'access-control-max-age': rule['maxAgeInSeconds'],
      })
    }
    const response = app()
    const exposed = listOf(rule['exposedHeaders'])
    const there = [...response.headers.keys()].filter((name) => exposed.some((one) => prefixes(one, name)))
    const isPublic = rule['allowedOrigins'] === '*'
    return withLines(response, {
      'access-control-allow-origin': isPublic ? '*' : origin!,
      'access-control-allow-credentials': isPublic ? undefined : 'true',
      'access-control-expose-headers': [...exposed.filter((name) => !name.endsWith('*')), ...there].join(','),
    })
  }
}

/** Azure takes a name, or the beginning of names with a `*` after it. */
function prefixes(rule: string, name: string): boolean {
  const lower = rule.toLowerCase()
  return lower.endsWith('*') ? name.startsWith(lower.slice(0, -1)) : name === lower
}

/** Whether a gateway sends `*` as it is, or what was asked for in its place. Both are allowed or undocumented. */
type Wildcards = 'literal' | 'repeated'

/** Amazon API Gateway Developer Guide, "Configure CORS for HTTP APIs". */
function apiGateway(wildcards: Wildcards): (json: never) => Model {
  return (json) => {
    const lists = json as Record<string, string[] | undefined> & { MaxAge?: number; AllowCredentials?: boolean }
    const rule = ruleOf(
      lists['AllowOrigins'],
      lists['AllowMethods'],
      lists['AllowHeaders'],
      lists['ExposeHeaders'],
      lists.MaxAge,
      lists.AllowCredentials,
    )
    const matches = (pattern: string, origin: string): boolean =>
      /^https?:\/\/\*$/.test(pattern) ? globs(pattern, origin) : pattern === origin
    const answer = gateway(rule, wildcards, matches)
    return (request, app) => answer(request, () => withoutCors(app()))
  }
}

/** The comments of `HTTPCORSFilter` in the Gateway API, which GEP-1767 describes. */
function gatewayApi(wildcards: Wildcards): (json: never) => Model {
  return (json) => {
    const { cors } = json as { cors: Record<string, string[]> & { maxAge?: number; allowCredentials?: boolean } }
    const { allowOrigins, allowMethods, allowHeaders, exposeHeaders, maxAge = 5, allowCredentials } = cors
    const rule = ruleOf(allowOrigins, allowMethods, allowHeaders, exposeHeaders, maxAge, allowCredentials)
    return gateway(rule, wildcards, globs)
  }
}

function ruleOf(
  origins: readonly string[] = [],
  methods: readonly string[] = [],
  headers: readonly string[] = [],
  exposed: readonly string[] = [],
  maxAge: number | undefined,
  credentials = false,
): Rule {
  return { origins, methods, headers, exposed, maxAge, credentials }
}

function gateway(rule: Rule, wildcards: Wildcards, matches: (pattern: string, origin: string) => boolean): Model {
  return (request, app) => {
    const { origin, isPreflight, method, asked } = read(request)
    const isPublic = rule.origins.includes('*')
    if (origin === null || !(isPublic || rule.origins.some((pattern) => matches(pattern, origin)))) {
      return isPreflight ? preflight(204, {}) : app()
    }
    const named = (list: readonly string[], other: string): string =>
      wildcards === 'repeated' && list.includes('*') ? other : list.join(',')
    const both = {
      'access-control-allow-origin': isPublic && wildcards === 'literal' ? '*' : origin,
      'access-control-allow-credentials': rule.credentials ? 'true' : undefined,
      'access-control-expose-headers': rule.exposed.join(','),
    }
    if (!isPreflight) return withLines(app(), both)
    return preflight(204, {
      ...both,
      'access-control-allow-methods': named(rule.methods, method),
      'access-control-allow-headers': named(rule.headers, asked),
      'access-control-max-age': rule.maxAge,
    })
  }
}

function withoutCors(response: Response, test = /^access-control-/): Response {
  const copy = new Response(response.body, response)
  for (const name of [...copy.headers.keys()]) if (test.test(name)) copy.headers.delete(name)
  return copy
}

interface EnvoyRoute {
  readonly typed_per_filter_config: { readonly 'envoy.filters.http.cors': EnvoyPolicy }
  readonly response_headers_to_remove: readonly string[]
}

interface EnvoyPolicy {
  readonly allow_origin_string_match: readonly { readonly exact?: string; readonly safe_regex?: { regex: string } }[]
  readonly allow_methods?: string
  readonly allow_headers?: string
  readonly expose_headers?: string
  readonly max_age?: string
  readonly allow_credentials?: boolean
  readonly forward_not_matching_preflights?: boolean
}

/** `source/extensions/filters/http/cors/cors_filter.cc` of Envoy. The router removes headers before the filter adds some. */
function envoy(json: never): Model {
  const { typed_per_filter_config, response_headers_to_remove } = json as EnvoyRoute
  const policy = typed_per_filter_config['envoy.filters.http.cors']
  const tests = policy.allow_origin_string_match.map(({ exact, safe_regex }) => {
    const whole = safe_regex && new RegExp(`^(?:${safe_regex.regex})$`)
    return (text: string) => (whole ? whole.test(text) : exact === text)
  })
  const removed = new RegExp(`^(?:${response_headers_to_remove.join('|')})$`, 'i')
  return (request, app) => {
    const { origin, isPreflight, method, asked } = read(request)
    const routed = (): Response => withoutCors(app(), removed)
    if (origin === null) return routed()
    const isAllowed = tests.some((test) => test('*') || test(origin))
    const credentials = policy.allow_credentials ? 'true' : undefined
    if (isPreflight && (isAllowed || policy.forward_not_matching_preflights === false)) {
      return preflight(200, {
        'access-control-allow-origin': isAllowed ? origin : undefined,
        'access-control-allow-credentials': credentials,
        'access-control-allow-methods': policy.allow_methods === '*' ? method : policy.allow_methods,
        'access-control-allow-headers': policy.allow_headers === '*' ? asked : policy.allow_headers,
        'access-control-max-age': policy.max_age,
      })
    }
    if (!isAllowed) return routed()
    return withLines(routed(), {
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': credentials,
      'access-control-expose-headers': policy.expose_headers,
    })
  }
}

/** By the target of an export: its model, or both of its models. */
export const MODELS: Readonly<Record<string, readonly ((json: never) => Model)[]>> = {
  s3: [s3],
  r2: [r2],
  gcs: [gcs],
  'azure-blob': [azureBlob],
  'api-gateway': [apiGateway('literal'), apiGateway('repeated')],
  envoy: [envoy],
  'gateway-api': [gatewayApi('literal'), gatewayApi('repeated')],
}
