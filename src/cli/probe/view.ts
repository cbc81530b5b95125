import type { HeaderList } from '../../browser/index.ts'
import type { Asker, Kind } from './askers.ts'
import type { BrowserModel, Verdict } from './browser-model.ts'
import type { Settings } from './plan.ts'
import type { Seen } from './send.ts'

/** An answer to a page, and what the page may do with it. */
export interface Reading {
  readonly seen: Seen
  readonly asker: Asker
  readonly without: Verdict
  /** With cookies, or with what else browsers send by themselves. */
  readonly withCookies: Verdict
}

/** Everything that was seen, by what it is for. The rules look at this. */
export interface View {
  readonly settings: Settings
  /** Without `Origin`. */
  readonly baseline: Seen
  /** Without secrets, if there are any. */
  readonly bare: Seen | undefined
  readonly reads: readonly Reading[]
  /** Errors that the page should be able to read: of a path that does not exist, and before a login. */
  readonly errors: readonly Reading[]
  readonly preflights: readonly Reading[]
  readonly options: readonly Seen[]
  readonly store: Seen | undefined
  readonly stored: Seen | undefined
  readonly all: readonly Seen[]
  /** The page that should be allowed, or the endpoint's own. Preflights are of this page. */
  readonly trusted: string
}

/** Sorts what was seen, and asks the model of the browser about each answer. */
export async function viewOf(settings: Settings, seen: readonly Seen[], model: BrowserModel): Promise<View> {
  const judge = async (one: Seen): Promise<Reading[]> => {
    const { asker, call, sent, answer, role } = one
    if (!asker) return []
    const verdicts = (['omit', 'include'] as const).map((credentials) =>
      role === 'preflight'
        ? model.judgePreflight({ ...call!, credentials }, answer)
        : model.judgeAnswer({ origin: asker.origin, method: readable(sent.method), credentials }, answer),
    )
    const [without, withCookies] = await Promise.all(verdicts)
    return [{ seen: one, asker, without: without!, withCookies: withCookies! }]
  }
  const ofRole = (role: Seen['role']): Seen[] => seen.filter((one) => one.role === role)
  const judged = async (role: Seen['role']): Promise<Reading[]> => (await Promise.all(ofRole(role).map(judge))).flat()
  const [reads, bare, missing, preflights] = await Promise.all([
    judged('read'),
    judged('bare'),
    judged('missing'),
    judged('preflight'),
  ])
  return {
    settings,
    baseline: seen[0]!,
    bare: ofRole('bare')[0],
    reads,
    errors: [...bare, ...missing],
    preflights,
    options: ofRole('options'),
    store: ofRole('store')[0],
    stored: ofRole('stored')[0],
    all: seen,
    trusted: settings.expected[0] ?? settings.url.origin,
  }
}

/** Whether an answer may be read does not depend on the method, which may need a preflight. */
function readable(method: string): string {
  return method === 'HEAD' ? method : 'GET'
}

/** Whether a page may read, with cookies or without. */
export function isReadable({ without, withCookies }: Reading): boolean {
  return without.isAllowed || withCookies.isAllowed
}

/** The readings of pages of some kinds. */
export function readsOf({ reads }: View, ...kinds: readonly Kind[]): Reading[] {
  return reads.filter(({ asker }) => kinds.includes(asker.kind))
}

/** The value of a header as browsers read it, with all its lines. */
export function headerOf({ answer }: Seen, name: string): string | undefined {
  const lines = linesOf(answer.headers, name)
  return lines.length ? lines.join(', ') : undefined
}

export function linesOf(headers: HeaderList, name: string): string[] {
  return headers.filter(([other]) => other.toLowerCase() === name).map(([, value]) => value)
}

/** The elements of a header that is a list, in lower case. */
export function listOf(seen: Seen, name: string): string[] {
  const value = headerOf(seen, name) ?? ''
  return value
    .split(',')
    .map((element) => element.trim().toLowerCase())
    .filter(Boolean)
}
