import type { CorsOptions } from '../../src/index.ts'
import type { CacheMode, CredentialsMode, Header, Mode, RedirectMode, ReferrerPolicy } from '../../src/browser/index.ts'

/** A server's answer. Its values may contain the placeholders of `places.ts`. */
export interface Answer {
  readonly status?: number
  readonly headers?: readonly Header[]
  readonly body?: string
}

/**
 * The resource at a path. If it has several answers, each request gets the next one, and all later requests the last.
 */
export interface Resource {
  readonly preflight?: Answer | readonly Answer[] | undefined
  readonly actual?: Answer | readonly Answer[] | undefined
  /** A policy in front of `actual`. It answers the preflights. */
  readonly policy?: CorsOptions
}

/** One call of `fetch()` or XMLHttpRequest. */
export interface Call {
  /** The server and the path: `page/`, `api/`, `other/`. Default: `api/`. */
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
  /** Uses XMLHttpRequest, optionally with a listener for its upload. */
  readonly xhr?: 'plain' | 'upload-listener'
  /** Records whether the page sees the times of the call, which the TAO check decides. Not with XMLHttpRequest. */
  readonly timing?: boolean
  /** How long to wait before the call. */
  readonly waitMs?: number
}

/** Some calls of a page, made one after the other, and the servers' answers. */
export interface Case {
  readonly name: string
  readonly calls: readonly Call[]
  /** The resources, by server and path as in `to`. */
  readonly resources: Readonly<Record<string, Resource>>
  /** Whether the page is in a sandboxed frame, with an opaque origin. */
  readonly isSandboxed?: boolean
  /**
   * Request headers to record in addition. They are not recorded in all cases, because engines differ in them
   * everywhere.
   */
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

/** An answer to a preflight that permits exactly what it asks for. */
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
