/** Everything that a visitor can set. All of it is text, so that a link can carry it. */
export interface Scene {
  /** URL or origin of the page; `null` for an opaque origin. */
  readonly page: string
  readonly url: string
  readonly method: string
  /** Request headers, one in each line. */
  readonly headers: string
  readonly credentials: 'omit' | 'same-origin' | 'include'
  readonly mode: 'cors' | 'no-cors' | 'same-origin'
  /** The body of the request, as `bodyAs` says; empty for none. */
  readonly body: string
  /** Whether the body is a string, a stream of it, or a number of bytes, which are longer than a link may be. */
  readonly bodyAs: 'text' | 'stream' | 'bytes'
  readonly redirect: 'follow' | 'error' | 'manual'
  readonly keepalive: 'false' | 'true'
  /** What decides about the CORS headers of the server: fixed header lines, or a policy of Corsage. */
  readonly by: 'headers' | 'policy'
  /** The options of `cors()`, as a JavaScript literal. */
  readonly policy: string
  /** The status and headers of the answer to a preflight. Unused with a policy, which answers preflights itself. */
  readonly preflight: string
  /** The status and headers of the answer to the request. */
  readonly response: string
  /** The status and headers at the target of a redirect. */
  readonly redirected: string
  /** The status and headers of the answer to a preflight there; empty if it is that of the first preflight. */
  readonly redirectedPreflight: string
  /** The policy as it was before it was changed; empty if there is nothing to compare. */
  readonly before: string
  /** Whether something protects the API against CSRF. The policy does not say it, and the audit asks for it. */
  readonly csrf: 'no' | 'yes'
  /** The tab that is open. All except the first are about the policy. */
  readonly show: 'call' | 'audit' | 'changes' | 'export' | 'code'
  /** The server or platform that the policy is exported to: a name of `TARGETS`. */
  readonly target: string
  /** Whether the target has what only some of its kind have: a module of nginx, a database file of Apache. */
  readonly extra: 'no' | 'yes'
  /** The host that the program is for: a name of `HOSTS`. */
  readonly host: string
}

export const CHOICES = {
  credentials: ['same-origin', 'include', 'omit'],
  mode: ['cors', 'no-cors', 'same-origin'],
  bodyAs: ['text', 'stream', 'bytes'],
  redirect: ['follow', 'error', 'manual'],
  keepalive: ['false', 'true'],
  by: ['headers', 'policy'],
  csrf: ['no', 'yes'],
  show: ['call', 'audit', 'changes', 'export', 'code'],
  // Only the names of targets and hosts, because the rest of their tables loads later. A test compares them.
  target: [
    ...['nginx', 'haproxy', 'caddy', 'apache', 'envoy', 'gateway-api', 'api-gateway', 's3', 'r2', 'gcs', 'azure-blob'],
  ],
  extra: ['no', 'yes'],
  host: [
    ...['next', 'sveltekit', 'astro', 'react-router', 'hono', 'elysia', 'h3', 'fastify', 'koa', 'express', 'netlify'],
    ...['pages', 'workers', 'lambda', 'vercel', 'deno', 'bun', 'node'],
  ],
} as const satisfies { readonly [Name in keyof Scene]?: readonly Scene[Name][] }

/** What a field has if neither a link nor an example sets it. */
export const DEFAULT_SCENE: Scene = {
  page: 'https://app.example.com',
  url: 'https://api.example.com/users',
  method: 'GET',
  headers: '',
  credentials: 'same-origin',
  mode: 'cors',
  body: '',
  bodyAs: 'text',
  redirect: 'follow',
  keepalive: 'false',
  by: 'headers',
  policy: "{\n  origin: ['https://app.example.com'],\n}",
  preflight: '204',
  response: '200\nContent-Type: application/json',
  redirected: '200',
  redirectedPreflight: '',
  before: '',
  csrf: 'no',
  show: 'call',
  target: 'nginx',
  extra: 'no',
  host: 'node',
}

export const FIELDS = Object.keys(DEFAULT_SCENE) as readonly (keyof Scene)[]

/** A scene of values from outside: a value that a field cannot have is left out, and named. */
export function sceneOf(values: Iterable<readonly [string, string]>): { scene: Scene; ignored: string[] } {
  const scene: Record<keyof Scene, string> = { ...DEFAULT_SCENE }
  const ignored: string[] = []
  for (const [name, value] of values) {
    if (isField(name) && isPossible(name, value)) scene[name] = fieldText(value)
    else ignored.push(name)
  }
  return { scene: scene as Scene, ignored }
}

/** The most characters of a field. No server accepts a longer request, and it would only make the page slow. */
export const MAX_LENGTH = 20_000

/** Text as a field keeps it: cut, and without halves of characters, which a URL cannot have. */
export function fieldText(value: string): string {
  return value.slice(0, MAX_LENGTH).replaceAll(/\p{Surrogate}/gu, '\uFFFD')
}

function isField(name: string): name is keyof Scene {
  return Object.hasOwn(DEFAULT_SCENE, name)
}

function isPossible(name: keyof Scene, value: string): boolean {
  const choices: Partial<Record<keyof Scene, readonly string[]>> = CHOICES
  return choices[name]?.includes(value) ?? true
}
