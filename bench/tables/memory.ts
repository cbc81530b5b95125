/**
 * `node --expose-gc memory.ts table origins.txt`: the bytes that one way to keep origins takes, in a process of its own. They
 * are those of the heap and of all array buffers, after a collection, beyond those before. The peak is that of the whole
 * process while it reads the file, so that of `nothing` is to be subtracted.
 */
import { createReadStream } from 'node:fs'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { originFilter, originTable } from '../cases/built-origins.js'

export interface MemoryReport {
  readonly bytes: number
  readonly peakBytes: number
  readonly buildMs: number
}

const WAYS: Readonly<Record<string, (file: string) => Promise<unknown>>> = {
  nothing: async (file) => {
    let bytes = 0
    for await (const chunk of createReadStream(file)) bytes += (chunk as Uint8Array).length
    return bytes
  },
  set: async (file) => {
    const set = new Set<string>()
    // Copies, because a line is a part of a larger string and would keep it in memory.
    for await (const line of createInterface(createReadStream(file))) set.add(Buffer.from(line).toString('latin1'))
    return set
  },
  table: (file) => originTable(createReadStream(file) as AsyncIterable<Uint8Array>),
  filter: (file) => originFilter(createReadStream(file) as AsyncIterable<Uint8Array>),
}

function usedBytes(): number {
  for (let left = 3; left > 0; left--) globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

const [way = '', file = ''] = process.argv.slice(2)
const before = usedBytes()
const start = performance.now()
const kept = await WAYS[way]!(file)
const buildMs = performance.now() - start
const peakBytes = process.resourceUsage().maxRSS * 1024
const report: MemoryReport = { bytes: usedBytes() - before, peakBytes, buildMs }
console.log(JSON.stringify(report))
// Used at the end, so that it is still there when it is measured.
if (kept === undefined) throw new Error('Nothing was kept')
