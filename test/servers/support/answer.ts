import type { RawAnswer } from './exchange.ts'

/**
 * What a test compares: the status, the CORS headers with `Timing-Allow-Origin`, `Vary`, the `Cache-Control` of a refusal, whether the application was reached, and
 * which headers it saw, if it says so.
 */
export interface Answer {
  readonly status: number
  readonly ac: { readonly [name: string]: string }
  readonly vary: readonly string[]
  readonly cache: readonly string[]
  readonly upstream: number
  readonly seen: string | undefined
}

/** Reads the answer of a server. Its own 502 and 503 count as reached, because the application was asked. */
export function answerOf({ status, headers, body }: RawAnswer): Answer {
  const linesOf = (test: RegExp): (readonly [string, string])[] =>
    headers.map(([name, value]) => [name.toLowerCase(), value] as const).filter(([name]) => test.test(name))
  const ac: Record<string, string> = {}
  for (const [name, value] of linesOf(/^(access-control-|timing-allow-origin$)/)) {
    const key = name.replace('access-control-', '')
    ac[key] = key in ac ? `${ac[key]}, ${value}` : value
  }
  const vary = new Set(
    linesOf(/^vary$/)
      .flatMap(([, value]) => value.toLowerCase().split(','))
      .map((name) => name.trim())
      .filter(Boolean),
  )
  return {
    status: status === 503 ? 502 : status,
    ac: Object.fromEntries(Object.entries(ac).toSorted(([one], [other]) => (one < other ? -1 : 1))),
    vary: vary.has('*') ? ['*'] : [...vary].toSorted(),
    cache: status === 403 ? linesOf(/^cache-control$/).map(([, value]) => value) : [],
    seen: /\[.*\]/.exec(body)?.[0],
    upstream: Number(status === 502 || status === 503 || linesOf(/^x-upstream$/).length > 0),
  }
}

/** Whether an answer lets a page read or send more than another. */
export function grantsMore(got: Answer, expected: Answer): boolean {
  const names = [
    'allow-origin',
    'allow-credentials',
    'allow-methods',
    'allow-headers',
    'expose-headers',
    'timing-allow-origin',
  ]
  return (
    names.some((name) => got.ac[name] !== undefined && got.ac[name] !== expected.ac[name]) ||
    (got.upstream === 1 && expected.status === 403)
  )
}
