// Runs in the browser: makes the calls one after the other, and tells the server that the page came from how it went.
import { PAUSE_MS, callsOf } from './session.mjs'

const { searchParams } = new URL(location.href)
const api = searchParams.get('api')

async function make({ method, path, headers, body, cache, credentials }) {
  // Only those of the calls that may have a body have one.
  // oxlint-disable-next-line unicorn/no-invalid-fetch-options
  const response = await fetch(api + path, { method, headers, body, cache, credentials })
  const seen = await response.json()
  const isWhole = Object.entries(headers).every(([name, value]) => seen.headers[name] === value)
  if (!isWhole || seen.method !== method || seen.path !== path || seen.body !== (body ?? ''))
    throw new Error(`The server got ${JSON.stringify(seen)}`)
}

const milliseconds = []
const faults = []
for (const [index, calls] of callsOf(searchParams.get('session')).entries()) {
  // oxlint-disable-next-line no-await-in-loop
  if (index > 0) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  for (const call of calls) {
    const start = performance.now()
    try {
      // oxlint-disable-next-line no-await-in-loop
      await make(call)
    } catch (error) {
      faults.push(`${call.method} ${call.path} with ${Object.keys(call.headers).join(', ')}: ${String(error)}`)
    }
    milliseconds.push(performance.now() - start)
  }
}
await fetch('/report', { method: 'POST', body: JSON.stringify({ milliseconds, faults }) })
