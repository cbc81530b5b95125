// Runs in the browser, as a script without imports. It makes the calls of the cases, and reports the results. The calls
// of a case are made one after the other, because they may share the preflight cache.
/* oxlint-disable no-await-in-loop */
import type { Work, WorkItem } from './work.ts'
import type { Outcome } from './outcome.ts'

/** How many cases run at the same time. Few, because Firefox remembers only a hundred preflights. */
const LANES = 4

// Pages make more calls than browsers remember.
performance.setResourceTimingBufferSize(100_000)

if (location.pathname === '/frame') answerParent()
else void main()

async function main(): Promise<void> {
  document.cookie = 'session=1; path=/'
  const { items } = (await (await fetch('/work')).json()) as Work
  const outcomes: Record<string, readonly Outcome[]> = {}
  const ask = await openFrame()
  const run = async (item: WorkItem): Promise<void> => {
    outcomes[item.token] = item.isSandboxed ? await ask(item) : await runItem(item)
  }
  const queue = items.filter(({ waits }) => !waits)
  const lane = async (): Promise<void> => {
    for (let item = queue.shift(); item; item = queue.shift()) await run(item)
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  // Cases that wait run together and last, because the others would push their preflights out of Firefox's cache.
  await Promise.all(items.filter(({ waits }) => waits).map(run))
  await fetch('/report', { method: 'POST', body: JSON.stringify(outcomes) })
}

async function runItem({ calls }: WorkItem): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const call of calls) {
    if (call.waitMs) await new Promise((resolve) => setTimeout(resolve, call.waitMs))
    outcomes.push(call.xhr ? await callByXhr(call) : await callByFetch(call))
  }
  return outcomes
}

async function callByFetch({ url, headers = [], timing, ...init }: WorkItem['calls'][number]): Promise<Outcome> {
  try {
    const response = await fetch(url, { ...init, headers: headers.map(([name, value]) => [name, value]) })
    const { type, status, statusText, redirected } = response
    const body = response.body === null ? null : await response.text()
    const timed = timing && { timed: await seesTimes(url) }
    return { type, status, statusText, redirected, url: response.url, headers: [...response.headers], body, ...timed }
  } catch (error) {
    return { error: (error as Error).name }
  }
}

/** Whether the page sees when the request was sent. Browsers write their records a little after the response. */
async function seesTimes(url: string): Promise<boolean> {
  for (let tries = 0; tries < 100; tries++) {
    const record = performance.getEntriesByName(url).at(-1) as PerformanceResourceTiming | undefined
    if (record) return record.requestStart > 0
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new DOMException('no record', 'TimeoutError')
}

function callByXhr({
  url,
  method = 'GET',
  headers = [],
  body,
  credentials,
  xhr,
}: WorkItem['calls'][number]): Promise<Outcome> {
  const request = new XMLHttpRequest()
  request.open(method, url)
  request.withCredentials = credentials === 'include'
  for (const [name, value] of headers) request.setRequestHeader(name, value)
  if (xhr === 'upload-listener') request.upload.addEventListener('progress', () => {})
  return new Promise((resolve) => {
    request.addEventListener('error', () => resolve({ error: 'TypeError' }))
    request.addEventListener('load', () => {
      const lines = request.getAllResponseHeaders().split('\r\n').filter(Boolean)
      const received = lines.map((line) => line.split(': ', 2) as [string, string])
      const { status, statusText, responseText, responseURL } = request
      resolve({ status, statusText, url: responseURL, headers: received, body: responseText })
    })
    request.send(body ?? null)
  })
}

/** Opens a sandboxed frame, whose origin is opaque. It makes calls on request. */
async function openFrame(): Promise<(item: WorkItem) => Promise<readonly Outcome[]>> {
  const waiting = new Map<string, (outcomes: readonly Outcome[]) => void>()
  const frame = document.createElement('iframe')
  frame.sandbox.add('allow-scripts')
  frame.src = '/frame'
  const ready = new Promise<void>((resolve) => {
    addEventListener('message', ({ data }: MessageEvent<{ token: string; outcomes: readonly Outcome[] } | 'ready'>) => {
      if (data === 'ready') resolve()
      else waiting.get(data.token)?.(data.outcomes)
    })
  })
  document.body.append(frame)
  await ready
  return (item) =>
    new Promise((resolve) => {
      waiting.set(item.token, resolve)
      frame.contentWindow?.postMessage(item, '*')
    })
}

function answerParent(): void {
  addEventListener('message', ({ data }: MessageEvent<WorkItem>) => {
    void runItem(data).then((outcomes) => parent.postMessage({ token: data.token, outcomes }, '*'))
  })
  parent.postMessage('ready', '*')
}
