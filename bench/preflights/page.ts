// Runs in the browser: makes the calls one after the other, and reports to the server that the page came from.
import { type Call, callsOf, PAUSE_MS } from './session.ts'

/** How a session went: how many milliseconds each call took, and what went wrong. */
export interface PageReport {
  readonly milliseconds: number[]
  readonly faults: string[]
}

const { searchParams } = new URL(location.href)
const api = searchParams.get('api') ?? ''

async function make({ method, path, headers, body, cache, credentials }: Call): Promise<void> {
  const options: RequestInit = { method, headers, body: body ?? null, credentials }
  const response = await fetch(api + path, cache ? { ...options, cache } : options)
  const seen = (await response.json()) as { [Key in 'method' | 'path' | 'body']: string } & Pick<Call, 'headers'>
  const isWhole = Object.entries(headers).every(([name, value]) => seen.headers[name] === value)
  if (!isWhole || seen.method !== method || seen.path !== path || seen.body !== (body ?? ''))
    throw new Error(`The server got ${JSON.stringify(seen)}`)
}

const report: PageReport = { milliseconds: [], faults: [] }
for (const [index, calls] of callsOf(searchParams.get('session') ?? '').entries()) {
  // oxlint-disable-next-line no-await-in-loop
  if (index > 0) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  for (const call of calls) {
    const start = performance.now()
    try {
      // oxlint-disable-next-line no-await-in-loop
      await make(call)
    } catch (error) {
      report.faults.push(`${call.method} ${call.path} with ${Object.keys(call.headers).join(', ')}: ${String(error)}`)
    }
    report.milliseconds.push(performance.now() - start)
  }
}
await fetch('/report', { method: 'POST', body: JSON.stringify(report) })
