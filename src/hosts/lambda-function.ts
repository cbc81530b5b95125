import { type Layer, optionsOf } from '../layer.ts'
import { report } from '../runtime/report.ts'
import { unpolluted } from '../runtime/unpolluted.ts'
import { dataAnswerOf } from './data-answer.ts'
import { isStatus, requestOf } from './lambda.ts'
import { formatOf, type LambdaEvent } from './lambda-event.ts'
import { mergeInto, type RawResult } from './lambda-merge.ts'
import { forgetUserIn } from './lambda-user.ts'

type EventFunction = (event: LambdaEvent, ...rest: unknown[]) => unknown

/**
 * Mounts a layer in front of a function of events and results.
 *
 * @throws {TypeError} when the layer can answer with a `Response` only, or if there is no function
 */
export function mountFunction(
  layer: Layer,
  run: EventFunction,
): (...given: Parameters<EventFunction>) => Promise<RawResult> {
  const answer = dataAnswerOf(layer)
  if (typeof run !== 'function')
    throw new TypeError('The handler is not a function, expected one of an event and a context')
  return async (event, ...rest) => {
    const format = formatOf(event)
    const request = requestOf(event)
    if (isStatus(request)) return { statusCode: request, body: '' }
    const options = optionsOf(layer, request)
    const found = unpolluted(await answer(request, { request, event, context: rest[0] }))
    const { status, body = '' } = found
    if (status) {
      const set = body ? [...found.set, ['Content-Type', 'text/plain;charset=UTF-8'] as const] : found.set
      return mergeInto({ statusCode: status, body }, { ...found, set }, format)
    }
    try {
      return mergeInto(await run(options?.cookieless ? forgetUserIn(event) : event, ...rest), found, format)
    } catch (error) {
      if (options?.onError === 'throw') throw error
      // The answers of AWS to errors have no CORS headers.
      report(error)
      return mergeInto({ statusCode: 500, body: '' }, found, format)
    }
  }
}
