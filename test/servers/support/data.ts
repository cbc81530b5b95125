import type { CorsOptions } from '../../../src/index.ts'
import data from '../../data/servers/requests.json' with { type: 'json' }
import type { RawRequest } from './exchange.ts'
import type { UpstreamAnswers } from './upstream.ts'

/** A string is stored in parts if some of them repeat: `['https://', ['a.', 120], 'example.com']`. */
type Stored = string | readonly (string | readonly [text: string, times: number])[]

/** An entry of a list is stored as the text before and after a number if it stands for so many entries. */
type StoredEntry = string | readonly [before: string, count: number, after: string]

interface StoredRequest extends Omit<RawRequest, 'headers'> {
  readonly name: string
  readonly headers: readonly (readonly [name: string, value: Stored])[]
}

const { policies, requests, upstream } = data as unknown as {
  readonly policies: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly requests: readonly StoredRequest[]
  readonly upstream: UpstreamAnswers
}

export const UPSTREAM: UpstreamAnswers = upstream

/** Requests as bytes: usual and hostile ones, and some that no browser sends. */
export const REQUESTS: readonly (RawRequest & { readonly name: string })[] = requests.map(
  ({ name, method, path, headers, body }) => ({
    name,
    method,
    path,
    headers: headers.map(([header, value]) => [header, typeof value === 'string' ? value : value.map(repeat).join('')]),
    body,
  }),
)

function repeat(part: string | readonly [text: string, times: number]): string {
  return typeof part === 'string' ? part : part[0].repeat(part[1])
}

/** Policies with all options that a server can follow, and some that it cannot. */
export const POLICIES: readonly (readonly [name: string, options: CorsOptions])[] = Object.entries(policies).map(
  ([name, options]) => [name, Object.fromEntries(Object.entries(options).map(expandLists)) as unknown as CorsOptions],
)

function expandLists([option, value]: readonly [string, unknown]): readonly [string, unknown] {
  return [option, Array.isArray(value) ? (value as StoredEntry[]).flatMap(expand) : value]
}

function expand(entry: StoredEntry): string[] {
  if (typeof entry === 'string') return [entry]
  const [before, count, after] = entry
  return Array.from({ length: count }, (_, at) => `${before}${at}${after}`)
}
