import { Code, ConnectError, createConnectRouter } from '@connectrpc/connect'
import { createFetchHandler } from '@connectrpc/connect/protocol'
import { create, toBinary } from '@bufbuild/protobuf'
import { anyPack, AnySchema, StringValueSchema } from '@bufbuild/protobuf/wkt'
import { Greeter } from '../greeter.mjs'

/** Speaks both protocols, Connect and gRPC-Web. */
export function createServer() {
  const router = createConnectRouter({ requireConnectProtocolHeader: true }).service(Greeter, {
    greet: ({ value }, { timeoutMs }) => ({ value: `Hello, ${value}${timeoutMs() === undefined ? '' : ', in time'}` }),
    look: ({ value }, { requestMethod }) => ({ value: `${requestMethod} ${value}` }),
    count: async function* ({ value }) {
      for (const letter of value) yield { value: letter }
    },
    fail: () => {
      const detail = { desc: StringValueSchema, value: create(StringValueSchema, { value: 'why' }) }
      throw new ConnectError('Not today', Code.FailedPrecondition, undefined, [detail])
    },
  })
  const handlers = new Map(router.handlers.map((handler) => [handler.requestPath, createFetchHandler(handler)]))
  return (request) => {
    const { pathname } = new URL(request.url)
    return pathname.endsWith('/Refuse') ? refuse() : handlers.get(pathname)(request)
  }
}

/**
 * Says the error in headers, as Envoy and gRPC servers do before they send a message. Connect's own server always says
 * it in the body (https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md).
 */
function refuse() {
  const detail = anyPack(StringValueSchema, create(StringValueSchema, { value: 'why' }))
  const field = (tag, bytes) => [tag, bytes.length, ...bytes]
  // google.rpc.Status: a code, a message, and details.
  const status = [8, 9, ...field(18, Buffer.from('Not now')), ...field(26, toBinary(AnySchema, detail))]
  const headers = {
    'content-type': 'application/grpc-web+proto',
    'grpc-status': '9',
    'grpc-message': 'Not%20now',
    'grpc-status-details-bin': Buffer.from(status).toString('base64').replaceAll('=', ''),
  }
  return new Response(null, { headers })
}
