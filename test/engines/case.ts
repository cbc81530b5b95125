import type { CorsOptions } from '../../src/index.ts'
import type { CacheMode, CredentialsMode, Header, Mode, RedirectMode, ReferrerPolicy } from '../../src/browser/index.ts'

/** What a server answers, with the names of `places.ts` in its values. */
export interface Answer {
  readonly status?: number
  readonly headers?: readonly Header[]
  readonly body?: string
}

/** What there is under a path: of several answers, each request gets the next, and the last ones the last. */
export interface Resource {
  readonly preflight?: Answer | readonly Answer[] | undefined
  readonly actual?: Answer | readonly Answer[] | undefined
  /** A policy in front of `actual`, which then answers the preflights. */
  readonly policy?: CorsOptions
}

/** One call of a page's API. */
export interface Call {
  /** A server and a path: `page/`, `api/`, `other/`; by default `api/`. */
  readonly to?: string
  readonly method?: string
  readonly headers?: readonly Header[]
  readonly body?: string
  readonly mode?: Mode
  readonly credentials?: CredentialsMode
  readonly redirect?: RedirectMode
  readonly cache?: CacheMode
  readonly keepalive?: boolean
  readonly referrerPolicy?: ReferrerPolicy
  /** By XMLHttpRequest, perhaps with a listener to its upload. */
  readonly xhr?: 'plain' | 'upload-listener'
  /** Before the call. */
  readonly waitMs?: number
}

/** Some calls of a page, one after the other, and what the servers answer. */
export interface Case {
  readonly name: string
  readonly calls: readonly Call[]
  /** By server and path, as in `to`. */
  readonly resources: Readonly<Record<string, Resource>>
  /** Whether the page is in a sandboxed frame, with an opaque origin. */
  readonly isSandboxed?: boolean
  /** What is looked at beside all else, where engines have ways of their own that would otherwise be in every case. */
  readonly sees?: 'null-bodies' | 'fetch-metadata'
}

/** The resource to which most cases make their one call. */
export const HERE = 'api/'

/** A case of one call to one resource. */
export function single(name: string, call: Call, resource: Resource): Case {
  return { name, calls: [call], resources: { [call.to ?? HERE]: resource } }
}

/** An answer that the page may read, whatever the credentials. */
export const SHARED: readonly Header[] = [
  ['Access-Control-Allow-Origin', '{origin}'],
  ['Access-Control-Allow-Credentials', 'true'],
]

/** An answer that the page may read without credentials. */
export const STAR: readonly Header[] = [['Access-Control-Allow-Origin', '*']]

/** An answer to a preflight that permits just what it asks for. */
export const PERMITTED: Answer = {
  status: 204,
  headers: [...SHARED, ['Access-Control-Allow-Methods', '{method}'], ['Access-Control-Allow-Headers', '{names}']],
}

/** An answer to a preflight with these lists. */
export function permits(methods: string | undefined, names?: string, rest: readonly Header[] = []): Answer {
  const headers: Header[] = [...SHARED]
  if (methods !== undefined) headers.push(['Access-Control-Allow-Methods', methods])
  if (names !== undefined) headers.push(['Access-Control-Allow-Headers', names])
  return { status: 204, headers: [...headers, ...rest] }
}
