import type { CorsOptions } from '../../policy/options.ts'
import { PolicyError } from '../../policy/issues.ts'
import { isToken } from '../../fetch/token.ts'
import { quote } from '../../wording/quote.ts'
import { ODD_HEADER, ODD_METHOD } from './plan.ts'
import { headerOf, isReadable, readsOf, type View } from './view.ts'

/** The policy behind the answers, as far as it was seen. */
export interface SeenPolicy {
  /** Options that `cors()` accepts. */
  readonly options: CorsOptions
  /** What the options do not say, and what nobody could see. */
  readonly notes: readonly string[]
}

type Draft = { -readonly [Option in keyof CorsOptions]: CorsOptions[Option] }

/**
 * Writes what was seen as options of `cors()`. What `cors()` refuses is left out, with a note.
 *
 * @param check `cors()`
 * @param mask what a server repeats may be a secret
 */
export function policySeen(
  view: View,
  check: (options: CorsOptions) => unknown,
  mask: (text: string) => string,
): SeenPolicy {
  const notes: string[] = []
  const draft: Draft = { origin: [], ...originOptions(view, notes) }
  const isWithCookies = view.reads.some(({ withCookies }) => withCookies.isAllowed)
  if (isWithCookies && draft.origin !== '*') draft.credentials = true
  if (Array.isArray(draft.origin) && !draft.origin.length)
    notes.push('No page that was tried may read: give --origin, if some page is allowed')
  else addLists(draft, view, notes, (value) => tokensOf(value).filter((name) => mask(name) === name))
  const options = makeLegal(draft, check, notes)
  notes.push('Origins that were not tried are not known, nor are enforce and what other paths and methods answer')
  return { options, notes }
}

function originOptions(view: View, notes: string[]): Partial<Draft> {
  const strangers = readsOf(view, 'stranger').filter(isReadable)
  if (strangers.length) {
    if (strangers.some(({ withCookies }) => withCookies.isAllowed))
      notes.push(
        'The server allows credentials to every origin. cors() refuses that, so credentials are left out here: list the origins that need them',
      )
    return { origin: '*' }
  }
  const allowed = view.reads.filter(isReadable).filter(({ asker }) => asker.kind !== 'case')
  const origins = allowed.map(({ asker }) => asker.origin).filter((origin) => origin !== 'null')
  const below = allowed.filter(({ asker }) => asker.kind === 'below' && /\/\/attacker\./.test(asker.origin))
  const patterns = below.map(({ asker }) => asker.origin.replace('//attacker.', '//*.'))
  const isCovered = (origin: string): boolean =>
    patterns.some((pattern) => {
      const [start = '', end = ''] = pattern.split('*')
      return origin.startsWith(start) && origin.endsWith(end)
    })
  const isNull = allowed.some(({ asker }) => asker.kind === 'null')
  const fixed = headerOf(view.baseline, 'access-control-allow-origin')
  if (fixed !== undefined && fixed !== '*')
    notes.push(`Requests without Origin get Access-Control-Allow-Origin: ${quote(fixed)}`)
  return {
    origin: [...patterns, ...origins.filter((origin) => !isCovered(origin))],
    ...(isNull && { dangerouslyAllowNullOrigin: true }),
  }
}

function addLists(draft: Draft, view: View, notes: string[], namesIn: (value: string | undefined) => string[]): void {
  const own = view.preflights.filter(
    (reading) => reading.asker.origin === view.trusted && reading.without.code !== 'preflight-status',
  )
  const permitted = own.filter(isReadable)
  const has = (name: string): boolean =>
    permitted.some(({ seen: { call } }) => call!.method === name || !!call!.headers?.some(([one]) => one === name))
  const lists = (name: string): string[] => [...new Set(own.flatMap(({ seen }) => namesIn(headerOf(seen, name))))]
  const methods = lists('access-control-allow-methods').filter((name) => name !== ODD_METHOD)
  const headers = lists('access-control-allow-headers').map((name) => name.toLowerCase())
  // With credentials, * is a name like any other, and of no use.
  const legal = (names: readonly string[]): string[] => names.filter((name) => name !== '*' || !draft.credentials)
  if (has(ODD_METHOD) && !methods.includes('*')) {
    if (draft.credentials) notes.push('The server allows every method. cors() has no option for that with credentials')
    else draft.allowMethods = ['*']
  } else if (methods.length) draft.allowMethods = legal(methods)
  if (has(ODD_HEADER) && !headers.includes('*')) draft.dangerouslyReflectHeaders = true
  else if (headers.length) draft.allowHeaders = legal(headers)
  if (!permitted.length && !methods.length && !headers.length)
    notes.push('No preflight was permitted, so methods and headers are not known')
  const exposing = view.reads.flatMap(({ seen }) => namesIn(headerOf(seen, 'access-control-expose-headers')))
  const exposed = legal([...new Set(exposing)])
  if (exposed.length) draft.exposeHeaders = exposed
  const age = own.map(({ seen }) => headerOf(seen, 'access-control-max-age')).find((value) => value !== undefined)
  if (age !== undefined && /^\d+$/.test(age)) {
    draft.maxAge = Math.min(Number(age), 86_400)
    if (Number(age) > 86_400)
      notes.push(`The server sends a max-age of ${quote(age)}, and no browser keeps more than 86400 seconds`)
  }
  if (own.some(({ seen }) => seen.answer.status === 200)) draft.preflightStatus = 200
  if (view.reads.some(({ seen }) => headerOf(seen, 'timing-allow-origin') !== undefined)) draft.timingAllowOrigin = true
}

/** The names in a list. A list with something else in it is not one. */
function tokensOf(value: string | undefined): string[] {
  const names = (value ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
  return names.every(isToken) ? names : []
}

const MOST_TRIES = 20

/** Leaves out what `cors()` refuses, one problem after another. */
function makeLegal(draft: Draft, check: (options: CorsOptions) => unknown, notes: string[]): CorsOptions {
  let options: Draft = draft
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    try {
      check(options)
      return options
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error
      options = without(options, error, notes)
    }
  }
  return { origin: [] }
}

/** The options by which `cors()` accepts an origin that is dangerous with credentials. */
const DANGEROUS: Readonly<Record<string, keyof CorsOptions>> = {
  'insecure-origin-credentials': 'dangerouslyAllowInsecureOrigins',
  'wildcard-public-suffix': 'dangerouslyAllowPublicSuffixes',
}

function without(options: Draft, { issues }: PolicyError, notes: string[]): Draft {
  const copy: Record<string, unknown> = { ...options }
  for (const { code, path, message } of issues) {
    const [option = '', index] = path
    const name = String(option)
    const accepting = DANGEROUS[code]
    if (accepting) {
      copy[accepting] = true
      continue
    }
    const list = copy[name]
    notes.push(`Not in the options, because cors() refuses it: ${message}`)
    // Marked, and removed below, because other issues have indexes as well.
    if (Array.isArray(list) && typeof index === 'number')
      copy[name] = list.map((entry: unknown, at) => (at === index ? undefined : entry))
    else if (name === 'origin') copy['origin'] = []
    else delete copy[name]
  }
  for (const [name, list] of Object.entries(copy))
    if (Array.isArray(list)) copy[name] = list.filter((entry) => entry !== undefined)
  for (const name of ['allowMethods', 'allowHeaders', 'exposeHeaders'])
    if (Array.isArray(copy[name]) && !copy[name].length) delete copy[name]
  return copy as unknown as Draft
}
