/* oxlint-disable no-await-in-loop -- one call after the other */
import { Code, ConnectError, createClient } from '@connectrpc/connect'
import { createConnectTransport } from '@connectrpc/connect-web'
import { Greeter } from '../greeter.mjs'

export async function run({ api, step }) {
  for (const useBinaryFormat of [false, true]) {
    const transport = createConnectTransport({ baseUrl: api, useBinaryFormat, useHttpGet: true })
    await call(createClient(Greeter, transport), (name, act) =>
      step(`${useBinaryFormat ? 'binary' : 'JSON'}: ${name}`, act),
    )
  }
}

/** Calls all methods of the service. */
export async function call(client, step) {
  await step('a method', async () => (await client.greet({ value: 'Ada' })).value)
  await step('a method without side effects', async () => (await client.look({ value: 'Ada' })).value)
  await step('a deadline', async () => (await client.greet({ value: 'Ada' }, { timeoutMs: 5000 })).value)
  await step('a stream', async () => {
    const values = []
    for await (const { value } of client.count({ value: 'abc' })) values.push(value)
    return values
  })
  await step('an error', () => tellError(client.fail({ value: 'Ada' })))
}

export async function tellError(answer) {
  try {
    return await answer
  } catch (error) {
    const { code, rawMessage, details } = ConnectError.from(error)
    return [Code[code], rawMessage, details.map(({ type }) => type)]
  }
}
