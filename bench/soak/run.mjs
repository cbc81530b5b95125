import { ask } from './check.mjs'
import { check, load } from './load.mjs'
import { MAX_GROWTH, sampleMemory, summariseMemory } from './memory.mjs'
import { get } from './requests.mjs'

/**
 * Soaks one server.
 *
 * @param signal ends it early
 * @param report is told what goes wrong, at once
 * @returns the requests answered by kind, how many verdicts were right, what memory did, unhandled rejections, and lines
 * that the server printed; `undefined` when it ended early
 */
export async function soak(server, { minutes, rate, signal, report }) {
  const finished = new AbortController()
  const output = watch(server.child, report, finished.signal)
  const either = AbortSignal.any([signal, finished.signal])
  const loading = load(server, { seconds: minutes * 60, rate, signal, report }).finally(() => finished.abort())
  const checking = check(server, { signal: either, report })
  const sampling = sampleMemory(server, { minutes, signal: either }).catch((error) => {
    report(`The memory cannot be read: ${error}`)
  })
  const [sent, checked, samples] = await Promise.all([loading, checking, sampling])
  if (signal.aborted) return
  const rejections = Number((await ask(server.port, get('/unhandled-rejections'))).body)
  return { sent, checked, memory: summariseMemory(samples), rejections, lines: output.lines }
}

/** What only the end shows to be wrong. */
export function faultsAtEnd({ runtime, memory: { growth }, rejections }) {
  const faults = []
  if (rejections) faults.push(`${runtime}: ${rejections} unhandled rejections, expected none`)
  if (growth > MAX_GROWTH)
    faults.push(
      `${runtime}: The memory grows by ${growth} MiB after the first quarter, expected at most ${MAX_GROWTH} MiB`,
    )
  return faults
}

/** Reports whatever a server prints, since it has nothing to say, and its end, if that comes too early. */
function watch(child, report, finished) {
  const output = { lines: 0 }
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      const said = String(text).trimEnd()
      output.lines += said.split('\n').length
      report(`The server prints: ${said}`)
    })
  }
  child.once('exit', (code, signal) => {
    if (!finished.aborted) report(`The server has ended with ${code ?? signal}`)
  })
  return output
}
