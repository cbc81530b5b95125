import type { Layer } from '../layer.ts'

/**
 * How a layer answers with data, for hosts without `Response`.
 *
 * @throws {TypeError} when the layer can answer with a `Response` only
 */
export function dataAnswerOf({ answer }: Layer): NonNullable<Layer['answer']> {
  if (!answer) throw new TypeError('The layer has no answer(), expected one: make it with cors(), csrf() or protect()')
  return answer
}
