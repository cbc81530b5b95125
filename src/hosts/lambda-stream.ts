import type { LambdaFormat } from './lambda-event.ts'
import { headOf, type LambdaHead } from './lambda-result.ts'

/** The stream that Lambda passes to a streaming function. */
export interface ResponseStream {
  write(chunk: Uint8Array): boolean
  end(): unknown
  once(event: 'drain' | 'close', listener: () => void): unknown
}

/** A streaming function, before Lambda marks it as one. */
export type StreamingFunction<Event, Context> = (
  event: Event,
  stream: ResponseStream,
  context: Context,
) => Promise<void>

/** The part of the global `awslambda` of the Node.js runtime that is used here. */
interface AwsLambda {
  streamifyResponse<Handler>(handler: Handler): Handler
  readonly HttpResponseStream: { from(stream: ResponseStream, head: LambdaHead): ResponseStream }
}

/** The global that only the Node.js runtime of Lambda has. */
declare const awslambda: AwsLambda | undefined

/**
 * The runtime of the function.
 *
 * @throws {TypeError} outside of Lambda
 */
export function awsLambda(): AwsLambda {
  if (typeof awslambda === 'undefined')
    throw new TypeError('The global awslambda is missing, expected the runtime of AWS Lambda, which provides it')
  return awslambda
}

/** Writes a response to a stream of Lambda, as fast as the stream takes it. */
export async function sendStream(response: Response, format: LambdaFormat, stream: ResponseStream): Promise<void> {
  const out = awsLambda().HttpResponseStream.from(stream, headOf(response, format))
  // Lambda sends the head with the first write, also where no body follows.
  out.write(new Uint8Array())
  const reader = response.body?.getReader()
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- one chunk comes after the other
    const chunk = await reader?.read()
    if (!chunk || chunk.done) break
    if (!out.write(chunk.value))
      // oxlint-disable-next-line no-await-in-loop -- it waits until the stream takes more
      await new Promise<void>((resolve) => {
        out.once('drain', resolve)
        out.once('close', resolve)
      })
  }
  out.end()
}
