import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { resolve } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { eventOf, type HttpResponse, responseOf, type Service } from '../../portable/support/lambda-gateway.ts'
import { listen, type Running } from '../support/upstream.ts'

/** A request that waits for the result of the function. */
interface Invocation {
  readonly service: Service
  readonly response: ServerResponse
  readonly event: object
}

/** A function in AWS's Runtime Interface Client, behind loopback servers that stand for the services of AWS. */
export interface RunningFunction {
  /** Starts a server that makes events as a service does. */
  readonly serve: (service: Service) => Promise<Running>
  readonly stop: () => Promise<unknown>
}

const CLIENT = 'test/hosts/lambda/node_modules/aws-lambda-ric/index.mjs'

/**
 * Starts a function. It talks to a Runtime API here as to that of Lambda
 * (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html).
 *
 * @param folder the folder with the module
 * @param handler the module without its ending, a dot, and the export
 */
export async function startFunction(folder: string, handler: string): Promise<RunningFunction> {
  const runtime = new RuntimeApi()
  const api = await listen(runtime.answer)
  const child = spawn('node', ['--import', resolve('test/hosts/lambda/without-native-client.mjs'), CLIENT], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      AWS_LAMBDA_RUNTIME_API: api.origin.replace('http://', ''),
      _HANDLER: handler,
      LAMBDA_TASK_ROOT: resolve(folder),
      AWS_LAMBDA_FUNCTION_NAME: 'function',
      AWS_LAMBDA_FUNCTION_VERSION: '1',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_LOG_GROUP_NAME: 'group',
      AWS_LAMBDA_LOG_STREAM_NAME: 'stream',
      // Several requests at once in one instance, which keeps the state that the contract asks for.
      AWS_LAMBDA_MAX_CONCURRENCY: '64',
      AWS_LAMBDA_NODEJS_WORKER_COUNT: '1',
    },
  })
  process.once('exit', () => child.kill())
  await Promise.race([
    runtime.ready,
    once(child, 'exit').then(() => Promise.reject(new Error(`The function ${handler} did not start`))),
  ])
  return {
    serve: (service) => listen((request, response) => void runtime.invoke(service, request, response)),
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill()
      await ended
      await api.stop()
    },
  }
}

class RuntimeApi {
  readonly #invocations = new Map<string, Invocation>()
  readonly #waiting: string[] = []
  readonly #idle: ServerResponse[] = []
  #start = (): void => {}
  /** Resolves when the function asks for its first event. */
  readonly ready = new Promise<void>((started) => (this.#start = started))

  async invoke(service: Service, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', rawHeaders } = request
    const headers = rawHeaders.flatMap((name, at) => (at % 2 ? [] : [[name, rawHeaders[at + 1] ?? ''] as const]))
    const event = eventOf(service, { method, target: url, headers, body: await buffer(request) })
    const id = crypto.randomUUID()
    this.#invocations.set(id, { service, response, event })
    this.#waiting.push(id)
    this.#handOut()
  }

  readonly answer: RequestListener = async (request, response) => {
    const [, id = '', kind] = /\/invocation\/(?:next|([^/]+)\/(\w+))$/.exec(request.url ?? '') ?? []
    if (!kind) {
      this.#idle.push(response)
      this.#start()
      return this.#handOut()
    }
    const invocation = this.#invocations.get(id)!
    this.#invocations.delete(id)
    if (request.headers['lambda-runtime-function-response-mode'] === 'streaming') await streamTo(invocation, request)
    else write(invocation, kind, await buffer(request))
    response.writeHead(202).end()
  }

  #handOut(): void {
    while (this.#idle.length > 0 && this.#waiting.length > 0) {
      const id = this.#waiting.shift()!
      this.#idle
        .shift()!
        .writeHead(200, {
          'Lambda-Runtime-Aws-Request-Id': id,
          'Lambda-Runtime-Deadline-Ms': Date.now() + 30_000,
          'Lambda-Runtime-Invoked-Function-Arn': 'arn:aws:lambda:eu-central-1:123456789012:function:function',
        })
        .end(JSON.stringify(this.#invocations.get(id)!.event))
    }
  }
}

function write({ service, response }: Invocation, kind: string, body: Buffer): void {
  if (kind === 'error') return void response.writeHead(502).end('{"message": "Internal server error"}')
  const answered = responseOf(service, JSON.parse(String(body)) as Parameters<typeof responseOf>[1])
  writeHead(response, answered)
  response.end(answered.body)
}

/** The head is JSON before eight zeros (https://docs.aws.amazon.com/lambda/latest/dg/response-streaming-tutorial.html). */
async function streamTo({ service, response }: Invocation, request: IncomingMessage): Promise<void> {
  let head: Buffer | undefined = Buffer.alloc(0)
  for await (const chunk of request as AsyncIterable<Buffer>) {
    if (!head) {
      response.write(chunk)
      continue
    }
    head = Buffer.concat([head, chunk])
    const end = head.indexOf(Buffer.alloc(8))
    if (end < 0) continue
    writeHead(response, responseOf(service, JSON.parse(String(head.subarray(0, end))) as never))
    response.write(head.subarray(end + 8))
    head = undefined
  }
  if (head) response.writeHead(502)
  response.end()
}

function writeHead(response: ServerResponse, { status, reason, headers }: HttpResponse): void {
  const flat = headers.flat()
  if (reason) response.writeHead(status, reason, flat)
  else response.writeHead(status, flat)
  response.flushHeaders()
}
