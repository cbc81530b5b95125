/* oxlint-disable no-await-in-loop -- one call after the other */
import { createClient } from '@connectrpc/connect'
import { createGrpcWebTransport } from '@connectrpc/connect-web'
import { fromBinary, toBinary } from '@bufbuild/protobuf'
import { StringValueSchema } from '@bufbuild/protobuf/wkt'
import { GrpcWebClientBase, MethodDescriptor, MethodType } from 'grpc-web'
import { Greeter } from '../greeter.mjs'
import { call, tellError } from './connect.mjs'

const DETAILS = 'grpc-status-details-bin'

export async function run({ api, step }) {
  const transport = createGrpcWebTransport({ baseUrl: api })
  await call(createClient(Greeter, transport), (name, act) => step(`connect-web: ${name}`, act))
  await step('connect-web: an error before the answer', () => tellError(createClient(Greeter, transport).refuse({})))
  await callByGrpcWeb(api, (name, act) => step(`grpc-web: ${name}`, act))
}

async function callByGrpcWeb(api, step) {
  const client = new GrpcWebClientBase({ format: 'binary' })
  const unary = (path, metadata = {}) =>
    new Promise((resolve, reject) => {
      client.rpcCall(`${api}${path}`, { value: 'Ada' }, metadata, describe(path, MethodType.UNARY), (error, answer) =>
        error ? reject(error) : resolve(answer.value),
      )
    })
  await step('a method', () => unary('/example.Greeter/Greet'))
  await step('a deadline', () => unary('/example.Greeter/Greet', { deadline: String(Date.now() + 5000) }))
  for (const name of ['Fail', 'Refuse'])
    await step(name, () =>
      unary(`/example.Greeter/${name}`).catch(({ code, message, metadata }) => [code, message, metadata[DETAILS]]),
    )
}

/** The code that protoc would generate, for messages of Protobuf-ES. */
function describe(path, type) {
  const write = (message) => toBinary(StringValueSchema, { $typeName: 'google.protobuf.StringValue', ...message })
  return new MethodDescriptor(path, type, Object, Object, write, (bytes) => fromBinary(StringValueSchema, bytes))
}
