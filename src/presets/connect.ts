import { freeze, type PresetFacts, type PresetWith } from './preset.ts'

/**
 * Pages that call services by the Connect protocol. `GET` is for methods without side effects.
 *
 * Not covered: your own headers and trailers. See `presets.connect.notCovered`.
 *
 * @see https://connectrpc.com/docs/protocol
 */
export const connect: PresetWith<'allowMethods' | 'allowHeaders'> = /* @__PURE__ */ freeze({
  allowMethods: ['GET', 'POST'],
  allowHeaders: ['connect-protocol-version', 'connect-timeout-ms', 'content-type'],
})

/**
 * Pages that call services by gRPC-Web. A server that also speaks Connect needs `combine(connect, grpcWeb)`.
 *
 * Not covered: your own metadata and trailers. See `presets.grpcWeb.notCovered`.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md
 */
export const grpcWeb: PresetWith<'allowMethods' | 'allowHeaders' | 'exposeHeaders'> = /* @__PURE__ */ freeze({
  allowMethods: ['POST'],
  allowHeaders: ['content-type', 'grpc-timeout', 'x-grpc-web', 'x-user-agent'],
  // An error before the first message is in the headers. Every other status is in the body.
  exposeHeaders: ['grpc-message', 'grpc-status', 'grpc-status-details-bin'],
})

export const CONNECT_FACTS: PresetFacts = {
  preset: connect,
  protocol: 'Connect',
  version: '1',
  source: 'https://connectrpc.com/docs/protocol',
  clients: ['@connectrpc/connect', '@connectrpc/connect-web'],
  notCovered: [
    'Your own headers, such as `authorization`. List them.',
    'Trailers of unary methods are headers with the prefix `trailer-`. Expose those that pages read.',
    'Another site can send a GET without a preflight. Mark only methods without side effects for GET.',
  ],
}

export const GRPC_WEB_FACTS: PresetFacts = {
  preset: grpcWeb,
  protocol: 'gRPC-Web',
  version: 'grpc-web 2',
  source: 'https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md',
  clients: ['grpc-web', '@connectrpc/connect-web'],
  notCovered: [
    'Your own metadata, such as `authorization`. List it, and expose what pages read.',
    'Streams from a client, which no browser sends.',
  ],
}
