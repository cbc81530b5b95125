import { mergeVary } from '../fetch/vary.ts'
import type { Layer } from '../layer.ts'
import { report } from '../runtime/report.ts'
import { NESTED } from '../server/decorate.ts'
import type { PolicyHeaders } from '../server/headers.ts'

/** The part of node's `ServerResponse` and `Http2ServerResponse` that is used here. */
export interface RawResponse {
  statusCode: number
  readonly headersSent: boolean
  getHeader(name: string): string | number | readonly string[] | undefined
  getHeaderNames(): string[]
  setHeader(name: string, value: string): unknown
  appendHeader(name: string, value: string): unknown
  removeHeader(name: string): void
  writeHead: (this: this, status: number, ...rest: never[]) => unknown
  end(): unknown
  end(body: string): unknown
}

/** The last response that got a permission, and the layer that gave it. Of nested layers, the innermost writes first. */
let lastResponse: RawResponse | undefined
let lastLayer: Layer | undefined
let lastDepth: number

/** The layers whose headers another one has removed, and that is reported. Once is enough for each of them. */
const nested = new WeakSet<Layer>()

/**
 * Sets the headers of an answer at the last moment, when the head of the response is written. Node writes every final
 * head with `writeHead`, also where `end`, `write`, `flushHeaders` or a pipe needs one, so a permission that the
 * application set before, or gives to `writeHead`, never survives.
 *
 * @param depth the length of the path at which the layer is mounted
 */
export function setOnHead(
  response: RawResponse,
  { set, vary, remove }: PolicyHeaders,
  layer: Layer,
  depth: number,
): void {
  const { writeHead } = response
  const write: RawResponse['writeHead'] = function (this: RawResponse, status, ...rest: unknown[]) {
    // An informational head, or a switch to another protocol, stays as it is.
    if (status >= 200) {
      setLines(this, rest.findLast((given) => typeof given === 'object') ?? {})
      const foreign = this.getHeaderNames().filter((name) => remove.test(name))
      if (foreign[0]) reportNested(response, layer, depth)
      for (const name of foreign) this.removeHeader(name)
      // A guard writes no permission, which comes first.
      if (remove.test(set[0]?.[0] ?? '')) {
        lastResponse = response
        lastLayer = layer
        lastDepth = depth
      }
      if (vary) this.setHeader('Vary', mergeVary(String(this.getHeader('Vary') ?? vary), vary))
      for (const [name, value] of set) this.setHeader(name, value)
      rest = rest.filter((given) => typeof given === 'string')
    }
    return writeHead.call(this, status, ...(rest as never[]))
  }
  // `writeHeader` is an old alias that node:http still has, and it calls the original.
  Object.assign(response, { writeHead: write, writeHeader: write })
}

/** Reports that a layer removes the headers of another one inside it, unless it is mounted at a longer path. */
function reportNested(response: RawResponse, layer: Layer, depth: number): void {
  if (response !== lastResponse || layer === lastLayer || depth > lastDepth || nested.has(lastLayer!)) return
  nested.add(lastLayer!)
  report(NESTED)
}

/** Sets the headers given to `writeHead`, in one of three forms: an object, a list of pairs, or names and values by turns. */
function setLines(response: RawResponse, headers: object): void {
  const list: unknown[] = Array.isArray(headers) ? headers : Object.entries(headers)
  const flat = (Array.isArray(list[0]) ? list.flat() : list) as string[]
  flat.forEach((name, at) => at % 2 || response.removeHeader(name))
  // A name that is listed twice means two lines.
  flat.forEach((name, at) => at % 2 || response.appendHeader(name, flat[at + 1]!))
}
