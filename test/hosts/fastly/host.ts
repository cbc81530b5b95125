/**
 * Runs a program of Fastly Compute in Fastly's JavaScript runtime, and serves it by node:http. The runtime is Fastly's
 * own WebAssembly module. Fastly's local server is on no package registry for Node, so this file stands for it: the
 * functions that the module imports to read a request and to send a response.
 *
 *     node host.ts main.wasm
 */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { WASI } from 'node:wasi'

type Line = readonly [name: string, value: string]

/** What a handle of the module stands for: a message, or a body. */
interface Message {
  readonly method: string
  readonly url: string
  status: number
  lines: Line[]
}
interface Body {
  bytes: Buffer
}

/** The results of functions, in Fastly's numbers. */
const OK = 0
const BUFFER_TOO_SMALL = 4
const NONE = 10

const module = await WebAssembly.compile(readFileSync(process.argv[2]!))

/** Answers one request by a new instance, as Fastly does. */
async function answer(request: Message, body: Buffer): Promise<{ response: Message; body: Body } | undefined> {
  const messages: Message[] = [request]
  const bodies: Body[] = [{ bytes: body }]
  let sent: { response: Message; body: Body } | undefined
  const memory = (): Buffer => Buffer.from((instance.exports['memory'] as WebAssembly.Memory).buffer)
  const read = (at: number, length: number): string => memory().toString('latin1', at, at + length)
  const number = (at: number, value: number): number => (memory().writeUInt32LE(value, at), OK)
  const write = (text: string, at: number, most: number, written: number): number => {
    number(written, text.length)
    if (text.length > most) return BUFFER_TOO_SMALL
    memory().write(text, at, 'latin1')
    return OK
  }
  /** Writes as many texts as fit, each with a zero behind it, and where to go on. */
  const writeList = (
    texts: string[],
    at: number,
    most: number,
    first: number,
    next: number,
    written: number,
  ): number => {
    let all = ''
    let index = first
    while (index < texts.length && all.length + texts[index]!.length < most) all += `${texts[index++]}\0`
    memory().writeBigInt64LE(index < texts.length ? BigInt(index) : -1n, next)
    return write(all, at, most, written)
  }
  const isNamed =
    (name: string) =>
    ([other]: Line): boolean =>
      other.toLowerCase() === name.toLowerCase()
  const without = (message: Message, name: string): Line[] => message.lines.filter((line) => !isNamed(name)(line))
  const headers = {
    header_names_get: (handle: number, ...rest: [number, number, number, number, number]) =>
      writeList([...new Set(messages[handle]!.lines.map(([name]) => name.toLowerCase()))], ...rest),
    header_values_get: (
      handle: number,
      at: number,
      length: number,
      ...rest: [number, number, number, number, number]
    ) =>
      writeList(
        messages[handle]!.lines.filter(isNamed(read(at, length))).map(([, value]) => value),
        ...rest,
      ),
    header_append: (handle: number, at: number, length: number, value: number, valueLength: number) => (
      messages[handle]!.lines.push([read(at, length), read(value, valueLength)]),
      OK
    ),
    header_insert: (handle: number, at: number, length: number, value: number, valueLength: number) => {
      const name = read(at, length)
      messages[handle]!.lines = [...without(messages[handle]!, name), [name, read(value, valueLength)]]
      return OK
    },
    header_remove: (handle: number, at: number, length: number) => (
      (messages[handle]!.lines = without(messages[handle]!, read(at, length))),
      OK
    ),
    version_get: (_handle: number, at: number) => number(at, 2),
    framing_headers_mode_set: () => OK,
  }
  const functions: Readonly<Record<string, Readonly<Record<string, (...args: never[]) => number>>>> = {
    fastly_http_req: {
      ...headers,
      body_downstream_get: (at: number, bodyAt: number) => number(at, 0) || number(bodyAt, 0),
      method_get: (handle: number, ...rest: [number, number, number]) => write(messages[handle]!.method, ...rest),
      uri_get: (handle: number, ...rest: [number, number, number]) => write(messages[handle]!.url, ...rest),
    },
    fastly_http_resp: {
      ...headers,
      new: (at: number) => number(at, messages.push({ method: '', url: '', status: 200, lines: [] }) - 1),
      status_get: (handle: number, at: number) => (memory().writeUInt16LE(messages[handle]!.status, at), OK),
      status_set: (handle: number, status: number) => ((messages[handle]!.status = status), OK),
      send_downstream: (handle: number, bodyHandle: number) => (
        (sent = { response: messages[handle]!, body: bodies[bodyHandle]! }),
        OK
      ),
    },
    fastly_http_body: {
      new: (at: number) => number(at, bodies.push({ bytes: Buffer.alloc(0) }) - 1),
      write: (handle: number, at: number, length: number, _end: number, written: number) => {
        bodies[handle]!.bytes = Buffer.concat([bodies[handle]!.bytes, memory().subarray(at, at + length)])
        return number(written, length)
      },
      read: (handle: number, at: number, most: number, written: number) => {
        const { bytes } = bodies[handle]!
        const length = bytes.copy(memory(), at, 0, most)
        bodies[handle]!.bytes = bytes.subarray(length)
        return number(written, length)
      },
      append: (handle: number, other: number) => {
        bodies[handle]!.bytes = Buffer.concat([bodies[handle]!.bytes, bodies[other]!.bytes])
        return OK
      },
      close: () => OK,
      abandon: () => OK,
    },
    fastly_async_io: {
      is_ready: (_handle: number, at: number) => number(at, 1),
      select: (_handles: number, _count: number, _timeout: number, at: number) => number(at, 0),
    },
  }
  const wasi = new WASI({ version: 'preview1', args: ['main.wasm'] })
  const imports: WebAssembly.Imports = { wasi_snapshot_preview1: wasi.wasiImport as WebAssembly.ModuleImports }
  for (const { module: room, name } of WebAssembly.Module.imports(module))
    if (room !== 'wasi_snapshot_preview1') (imports[room] ??= {})[name] = functions[room]?.[name] ?? (() => NONE)
  const instance = await WebAssembly.instantiate(module, imports)
  wasi.start(instance)
  return sent
}

const server = createServer(async (req, res) => {
  const { method = '', url = '', rawHeaders } = req
  const lines = rawHeaders.flatMap((name, at): Line[] => (at % 2 ? [] : [[name, rawHeaders[at + 1]!]]))
  const request = { method, url: `https://api.example.com${url}`, status: 0, lines }
  const answered = await answer(request, await buffer(req))
  if (!answered) return res.writeHead(502).end('No answer')
  for (const [name, value] of answered.response.lines) res.appendHeader(name, value)
  return res.writeHead(answered.response.status).end(answered.body.bytes)
})
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
