import type { Collector } from './collect.ts'

/** Splits bytes into lines. */
export interface LineReader {
  readonly take: (bytes: ArrayBufferView) => void
  /** Reads the last line, which may have no line break. */
  readonly finish: () => void
}

/** So many at a time, so that the lines of a large file are not all in memory at once. */
const STEP_BYTES = 2 ** 16
/** No entry is longer, and a file without line breaks would be searched for them again and again. */
const MAX_LINE = 4096

/**
 * Makes a reader of entries, one on each line: an origin, or a tenant, a tab and an origin. The lines are UTF-8 and end with
 * LF or CRLF.
 */
export function createLineReader({ take, skip }: Pick<Collector, 'take' | 'skip'>): LineReader {
  let decoder: TextDecoder | undefined
  let rest = ''
  const takeLine = (line: string): void => {
    const text = line.endsWith('\r') ? line.slice(0, -1) : line
    const tab = text.indexOf('\t')
    if (!text) skip()
    else take(tab < 0 ? text : [text.slice(0, tab), text.slice(tab + 1)])
  }
  const takeText = (text: string): void => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    lines.forEach(takeLine)
    if (rest.length > MAX_LINE) {
      takeLine(rest)
      rest = ''
    }
  }
  return {
    take: ({ buffer, byteOffset, byteLength }) => {
      decoder ??= new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })
      for (let at = 0; at < byteLength; at += STEP_BYTES) {
        const step = new Uint8Array(buffer, byteOffset + at, Math.min(STEP_BYTES, byteLength - at))
        takeText(decoder.decode(step, { stream: true }))
      }
    },
    finish: () => {
      if (decoder) takeText(decoder.decode())
      if (rest) takeLine(rest)
    },
  }
}
