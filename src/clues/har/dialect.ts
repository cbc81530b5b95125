import type { ProfileName } from '../../browser/profile.ts'
import type { HarExchange } from './exchange.ts'
import { isPlainObject, type Members, stringOf } from './json.ts'

/** What a recording shows, which depends on who made it. */
export interface Dialect {
  /** The program that made the recording. */
  readonly creator: string
  /** The browser, if the recording says so. Otherwise, the standard decides. */
  readonly profile: ProfileName
  /** Whether preflights are entries. */
  readonly showsPreflights: boolean
  /** Whether each redirect is an entry. Web Inspector shows only the last URL. */
  readonly showsRedirects: boolean
  /** Whether an entry says that the request failed, so that one that says nothing succeeded. */
  readonly saysFailed: boolean
  /** Whether the recording tells requests that were sent from those that the browser refused to send. */
  readonly showsSent: boolean
}

/** Recognises who made a recording. */
export function dialectOf(log: Members, exchanges: readonly HarExchange[]): Dialect {
  const creator = nameIn(log['creator'])
  const browser = nameIn(log['browser'])
  const hasErrors = exchanges.some(({ error }) => error !== undefined)
  const showsSent = exchanges.some(({ isSent }) => isSent)
  const about = { creator, profile: profileIn(`${creator} ${browser}`), showsSent: false }
  if (creator === 'WebInspector') {
    return {
      ...about,
      profile: 'chromium',
      showsPreflights: true,
      showsRedirects: true,
      saysFailed: hasErrors || hasMember(log, '_error'),
      showsSent,
    }
  }
  if (creator === 'Firefox')
    return { ...about, showsPreflights: true, showsRedirects: true, saysFailed: false, showsSent }
  if (creator === 'WebKit Web Inspector') {
    return { ...about, profile: 'webkit', showsPreflights: false, showsRedirects: false, saysFailed: true }
  }
  if (creator === 'Playwright') return { ...about, showsPreflights: false, showsRedirects: true, saysFailed: true }
  const isPreflightShown = exchanges.some(({ isPreflight }) => isPreflight)
  return { ...about, showsPreflights: isPreflightShown, showsRedirects: true, saysFailed: false }
}

function nameIn(value: unknown): string {
  return (isPlainObject(value) && stringOf(value['name'])) || ''
}

function profileIn(names: string): ProfileName {
  if (/firefox/i.test(names)) return 'firefox'
  if (/webkit|safari/i.test(names)) return 'webkit'
  return /chrom|edge|opera|brave/i.test(names) ? 'chromium' : 'spec'
}

/** Whether a response of the log has a member, even if it is `null`. */
function hasMember(log: Members, name: string): boolean {
  const entries = Array.isArray(log['entries']) ? log['entries'] : []
  return entries.some((entry) => isPlainObject(entry) && isPlainObject(entry['response']) && name in entry['response'])
}
