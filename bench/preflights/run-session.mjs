import { setTimeout as wait } from 'node:timers/promises'
import { openPage } from '../../test/engines/driver/browsers.ts'
import { serve } from '../../test/engines/driver/loopback.ts'
import { counted, pageListener } from './servers.mjs'

/** A session takes a tenth of that. */
const PATIENCE_MS = 120_000

/**
 * Runs a session in a browser, against an API at another origin.
 *
 * @param browser `{ engine, program, display }`
 * @returns the numbers of the calls before which a preflight came, how many milliseconds each call took, and what
 * went wrong
 */
export async function runSession(browser, { session, listener }, latencyMs) {
  const { promise: report, resolve: takeReport } = Promise.withResolvers()
  const pages = await serve(() => pageListener(takeReport))
  let wire
  const api = await serve(() => {
    wire = counted(listener(pages.origin), latencyMs)
    return wire.listener
  })
  try {
    const url = `${pages.origin}/?${new URLSearchParams({ api: api.origin, session })}`
    return { preflighted: wire.preflighted, ...(await reportOf(browser, url, report)) }
  } finally {
    api.close()
    pages.close()
  }
}

async function reportOf({ engine, program, display }, url, report) {
  const page = openPage(engine, program, url, display)
  const patience = new AbortController()
  try {
    return await Promise.race([report, page.ended, giveUp(engine.title, patience)])
  } finally {
    patience.abort()
    await page.close()
  }
}

async function giveUp(title, { signal }) {
  try {
    await wait(PATIENCE_MS, undefined, { signal })
  } catch {
    // The report came.
    return
  }
  throw new Error(`${title} sent no report, expected one within ${PATIENCE_MS / 1000} s`)
}
