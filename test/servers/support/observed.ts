import observed from '../../data/servers/observed.json' with { type: 'json' }
import type { CorsOptions } from '../../../src/index.ts'
import type { Answer } from './answer.ts'
import type { RawRequest } from './exchange.ts'
import type { UpstreamAnswers } from './upstream.ts'

/**
 * What policies answer to raw requests: `matrix` has for each policy one index into `answers` for each request.
 */
export const { answers, matrix } = observed as unknown as {
  readonly answers: readonly Answer[]
  readonly matrix: { readonly [policy: string]: readonly number[] }
}

export const upstream: UpstreamAnswers = observed.upstream as unknown as UpstreamAnswers

type Part = string | readonly [string, number] | readonly [string, number, string]

/** Strings are stored as parts, of which some repeat. */
function written(value: unknown): string {
  const parts = (Array.isArray(value) ? value : [value]) as Part[]
  return parts.map((part) => (typeof part === 'string' ? part : part[0].repeat(part[1]))).join('')
}

export const requests: readonly (RawRequest & { readonly name: string })[] = observed.requests.map((request) => ({
  ...request,
  headers: (request.headers as unknown as [string, unknown][]).map(([name, value]) => [name, written(value)] as const),
}))

/** The options of the policies. An entry with two strings around a number stands for so many origins. */
export const policies: readonly (readonly [name: string, options: CorsOptions])[] = Object.entries(
  observed.policies as unknown as { readonly [name: string]: CorsOptions },
).map(([name, options]) => [
  name,
  {
    ...options,
    origin: Array.isArray(options.origin)
      ? (options.origin as unknown[]).flatMap((entry) =>
          Array.isArray(entry)
            ? Array.from({ length: entry[1] as number }, (_, at) => `${entry[0]}${at}${entry[2]}`)
            : (entry as string),
        )
      : options.origin,
  },
])
