import { mergeVary } from '../fetch/vary.ts'
import { unpolluted } from '../runtime/unpolluted.ts'
import type { PolicyHeaders } from '../server/headers.ts'
import type { LambdaFormat } from './lambda-event.ts'

type Values = Readonly<Record<string, unknown>>

/** The part of a function's own result that is used here. */
export interface RawResult {
  readonly statusCode: number
  readonly headers?: Values | undefined
  readonly multiValueHeaders?: Values | undefined
  readonly body?: string | undefined
}

/**
 * Puts the headers of an answer on a function's own result. API Gateway merges the two maps of format 1.0, and a target
 * group reads one of them, so names are removed from both.
 */
export function mergeInto(result: unknown, { set, vary, remove }: PolicyHeaders, format: LambdaFormat): RawResult {
  const given = format === '2.0' ? complete(result) : (Object(result) as RawResult)
  const { headers, multiValueHeaders } = unpolluted(given)
  const lists = Object.entries(multiValueHeaders ?? {})
  const single = Object.entries(headers ?? {})
  const varies = [...single, ...lists].filter(([name]) => /^vary$/i.test(name)).map(([, value]) => String(value))
  const isKept = ([name]: [string, unknown]): boolean => !remove.test(name) && !(vary && /^vary$/i.test(name))
  const ours = [...set, ...(vary ? [['Vary', mergeVary(varies.join() || vary, vary)] as const] : [])]
  const isList = format === 'target group with lists'
  const added = (isThis: boolean, make: (value: string) => unknown): [string, unknown][] =>
    isThis ? ours.map(([name, value]) => [name, make(value)]) : []
  return {
    ...given,
    ...((headers || !isList) && {
      headers: Object.fromEntries([...single.filter(isKept), ...added(!isList, (value) => value)]),
    }),
    ...((multiValueHeaders || isList) && {
      multiValueHeaders: Object.fromEntries([...lists.filter(isKept), ...added(isList, (value) => [value])]),
    }),
  }
}

/** A result of format 2.0 as AWS understands it: anything without a status is the JSON of a 200. */
function complete(result: unknown): RawResult {
  if (Object.hasOwn(Object(result) as object, 'statusCode')) return result as RawResult
  const body = typeof result === 'string' ? result : JSON.stringify(result ?? null)
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body }
}
