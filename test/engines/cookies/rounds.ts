import type { CookieCase } from './case.ts'

/** A call of a page. */
export interface RoundCall {
  readonly url: string
  readonly method: string
  readonly credentials: 'include' | 'omit'
}

/** What one page does before the next one is opened in its place. */
export interface Round {
  readonly page: string
  readonly calls: readonly RoundCall[]
  /** The URL of the next page. */
  readonly next?: string | undefined
}

/** When a call is made: to set the cookie, from the page again, from the API's own page, and from a page of a third site. */
export const PHASES = ['set', 'again', 'own', 'third'] as const
export type Phase = (typeof PHASES)[number]

/** A host whose page sets no cookie. */
const THIRD = 'third.net'

/** The page of a case in a phase. */
export function pageOf({ page, api, login }: CookieCase, phase: Phase): string {
  if (phase === 'own' || (phase === 'set' && login)) return new URL(api).origin
  return phase === 'third' ? `${new URL(page).protocol}//${THIRD}` : page
}

/** The URL of the call in a phase. */
export function callOf({ api, path }: CookieCase, index: number, phase: Phase): string {
  const url = new URL((phase !== 'set' && path) || '', api)
  url.search = `?case=${index}&phase=${phase}`
  return url.href
}

/** The calls of all cases, gathered by page, so that each page is opened once in a phase. */
export function roundsOf(cases: readonly CookieCase[]): Round[] {
  const rounds = PHASES.flatMap((phase) => {
    const byPage = new Map<string, RoundCall[]>()
    for (const [index, one] of cases.entries()) {
      const page = pageOf(one, phase)
      const calls = byPage.get(page) ?? []
      byPage.set(page, calls)
      calls.push({
        url: callOf(one, index, phase),
        method: (phase === 'again' && one.method) || 'GET',
        credentials: phase === 'set' && one.omits ? 'omit' : 'include',
      })
    }
    return Array.from(byPage, ([page, calls]) => ({ page, calls }))
  })
  const urlOf = (index: number): string | undefined => rounds[index] && `${rounds[index].page}/?round=${index}`
  return rounds.map(({ page, calls }, index) => ({ page, calls, next: urlOf(index + 1) }))
}
