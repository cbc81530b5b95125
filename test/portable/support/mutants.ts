import { compileOriginSet } from '../../../src/policy/origins/set.ts'
import type { OriginMatch } from './corpus.ts'

/** Decides whether a list of origin patterns allows an origin. */
export type Matcher = (origin: string, entries: readonly string[]) => boolean

/** Rows that the corpus does not have. */
export const OWN_ROWS: readonly OriginMatch[] = [
  row(
    'OWN-1',
    'EX',
    'https://\uff45xample.com',
    'A full-width letter, which Unicode normalisation turns into an ASCII one.',
  ),
  row('OWN-2', 'PAIR', 'https://foo.example,https://bar.example', 'The string that the list of entries converts to.'),
  row(
    'OWN-3',
    'PAIR',
    'https://foobar.example',
    'The beginning of one entry, followed by the other entry (GHSA-vhxv-fg4m-p2w8).',
  ),
  row('OWN-4', 'EX', '', 'An empty origin is never listed.'),
]

function row(id: string, policy: string, origin: string, why: string): OriginMatch {
  return { id, class: 'own', policy, origin, verdict: 'deny', why }
}

/** The matcher of this library. */
export const real: Matcher = (origin, entries) => compileOriginSet(entries)(origin)

const isWildcard = (entry: string): boolean => entry.includes('://*.')
/** The host with its port, without the star. */
const hostOf = (entry: string): string => entry.replace(/^.*:\/\/(\*\.)?/, '')
const nameOf = (entry: string): string => hostOf(entry).replace(/:[\d*]+$/, '')
const schemeOf = (entry: string): string => entry.replace(/:\/\/.*$/, '')
const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
const urlOf = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined)

/** Allows an origin if one entry matches. */
const some = (matches: (origin: string, entry: string) => boolean): Matcher => {
  return (origin, entries) => entries.some((entry) => matches(origin, entry))
}
/** Allows what the real matcher allows, and wrongly also what `matches`. */
const orExact = (matches: (origin: string, entry: string) => boolean): Matcher => {
  return (origin, entries) => real(origin, entries) || some(matches)(origin, entries)
}
/** Asks the real matcher about a changed origin. */
const after = (change: (origin: string) => string | readonly string[]): Matcher => {
  return (origin, entries) => [change(origin)].flat().some((changed) => real(changed, entries))
}
/** Makes a RegExp of each entry, replacing its star. */
const pattern = (star: string, flags = ''): Matcher => {
  return some((origin, entry) =>
    new RegExp(`^${escape(entry).replace(String.raw`\*`, () => star)}$`, flags).test(origin),
  )
}
const NAMES = '(?:[a-z0-9_-]+\\.)*[a-z0-9_-]+'

/**
 * Mistakes of real matchers, most of which have an advisory. Each has the id of the row that reveals it.
 */
export const MUTANTS: Readonly<Record<string, readonly [killer: string, allows: Matcher]>> = {
  // Parts of strings
  'reflects every origin': ['OM-002', () => true],
  'the origin contains the host': ['OM-004', some((origin, entry) => origin.includes(hostOf(entry)))],
  'the origin contains the entry': ['OM-006', some((origin, entry) => origin.includes(entry.replace('*.', '')))],
  'the entry contains the origin': ['OM-011', some((origin, entry) => entry.includes(origin))],
  'the origin starts with the entry': ['OM-004', some((origin, entry) => origin.startsWith(entry))],
  'the origin ends with the host': ['OM-008', some((origin, entry) => origin.endsWith(hostOf(entry)))],
  'the origin ends with a dot and the host': [
    'OM-014',
    orExact((origin, entry) => origin.endsWith(`.${hostOf(entry)}`)),
  ],
  'the entry and the beginning of a port': [
    'OM-029',
    orExact((origin, entry) => origin.startsWith(`${entry}:`) || (/:\d+$/.test(entry) && origin.startsWith(entry))),
  ],

  // RegExp
  'RegExp without anchors': ['OM-009', some((origin, entry) => new RegExp(escape(hostOf(entry))).test(origin))],
  'RegExp between word boundaries': [
    'OM-009',
    some((origin, entry) => new RegExp(`\\b${escape(hostOf(entry))}\\b`).test(origin)),
  ],
  'RegExp without an end anchor': [
    'OM-006',
    some((origin, entry) => new RegExp(`^${escape(entry).replace(String.raw`\*`, () => NAMES)}`).test(origin)),
  ],
  'RegExp with unescaped dots': [
    'OM-149',
    some((origin, entry) => new RegExp(`^${entry.replace('*.', `${NAMES}.`).replaceAll(/[[\]]/g, '.')}$`).test(origin)),
  ],
  'RegExp that ignores case': ['OM-052', pattern(NAMES, 'iu')],
  'RegExp with the flag m': ['OM-061', pattern(NAMES, 'm')],
  'RegExp with a star for anything': ['OM-315', pattern('.+')],
  'RegExp with a star for anything except slashes': ['OM-315', pattern('[^/]+')],
  'RegExp of entries joined by pipes': [
    'OM-103',
    (origin, entries) =>
      entries.length > 0 &&
      new RegExp(`^${entries.map((entry) => escape(entry).replace(String.raw`\*`, () => NAMES)).join('|')}$`).test(
        origin,
      ),
  ],
  'RegExp for previews': [
    'OM-122',
    orExact((origin, entry) =>
      new RegExp(`^${escape(entry).replace(String.raw`\.vercel\.app`, () => String.raw`.*\.vercel\.app`)}$`).test(
        origin,
      ),
    ),
  ],

  // The URL parser
  'equal by new URL().origin': ['OM-031', some((origin, entry) => urlOf(origin)?.origin === urlOf(entry)?.origin)],
  'equal by new URL().hostname': ['OM-024', some((origin, entry) => urlOf(origin)?.hostname === nameOf(entry))],
  'new URL().hostname ends with the host': [
    'OM-008',
    some((origin, entry) => urlOf(origin)?.hostname.endsWith(nameOf(entry)) === true),
  ],

  // Changed before the comparison
  'equal in lower case': ['OM-052', after((origin) => origin.toLowerCase())],
  'equal for a collator that compares base letters': [
    'OM-109',
    orExact((origin, entry) => origin.localeCompare(entry, 'en', { sensitivity: 'base' }) === 0),
  ],
  'equal after Unicode normalisation': ['OWN-1', after((origin) => origin.normalize('NFKC'))],
  'equal after decoding': ['OM-068', after(decode)],
  'equal without spaces at the ends': ['OM-058', after((origin) => origin.trim())],
  'equal without control characters': ['OM-060', after((origin) => origin.replaceAll(/\p{Cc}/gu, ''))],
  'equal without a dot or slash at the end': ['OM-053', after((origin) => origin.replace(/[./]$/, ''))],
  'equal without the port': [
    'OM-126',
    orExact((origin, entry) => origin.replace(/:\d*$/, '') === entry.replace(/:\d*$/, '')),
  ],
  'equal without the scheme': [
    'OM-022',
    orExact((origin, entry) => origin.replace(/^[^/]*:\/\//, '') === hostOf(entry)),
  ],
  'equal after upgrading http to https': ['OM-312', after((origin) => [origin, origin.replace(/^http:/, 'https:')])],
  'equal by ==, comparing an array with a string': [
    'OWN-2',
    (origin, entries) => real(origin, entries) || String(entries) === origin,
  ],

  // Lists
  'the first of several origins': ['OM-328', after((origin) => origin.split(',')[0]!)],
  'one of several origins, by commas': ['OM-081', after((origin) => origin.split(/, ?/))],
  'one of several origins, by spaces': ['OM-329', after((origin) => origin.split(' '))],
  'the joined entries contain the origin': ['OM-047', (origin, entries) => entries.join().includes(origin)],
  'the joined entries contain the origin, if it has a scheme': [
    'OM-007',
    (origin, entries) => real(origin, entries) || (origin.includes('://') && entries.join('').includes(origin)),
  ],
  'entries merged by a common part': ['OWN-3', (origin, entries) => real(origin, entries) || isMerged(origin, entries)],
  'the empty list allows everybody': ['OM-115', (origin, entries) => entries.length === 0 || real(origin, entries)],

  // Special values
  'the empty origin is allowed': ['OWN-4', (origin, entries) => origin === '' || real(origin, entries)],
  'null is allowed': ['OM-069', (origin, entries) => origin === 'null' || real(origin, entries)],
  'null in any case is allowed': [
    'OM-070',
    (origin, entries) => origin.toLowerCase() === 'null' || real(origin, entries),
  ],
  'a key of an object': [
    'OM-093',
    (origin, entries) => origin in Object.fromEntries(entries.map((entry) => [entry, true])) || real(origin, entries),
  ],
  'a value of an object': [
    'OM-093',
    (origin, entries) =>
      Boolean((Object.fromEntries(entries.map((entry) => [entry, true])) as Record<string, unknown>)[origin]) ||
      real(origin, entries),
  ],

  // Origins that are not listed
  'names below an exact entry': [
    'OM-014',
    orExact(
      (origin, entry) =>
        !isWildcard(entry) &&
        real(
          origin,
          [entry.replace('://', '://*.')].filter((text) => /^https?:\/\/\*\.[a-z]/.test(text)),
        ),
    ),
  ],
  'the domain of a wildcard': ['OM-305', orExact((origin, entry) => origin === entry.replace('*.', ''))],
}

/** A suffix tree that merges entries with a common end, and forgets which beginning belongs to which entry. */
function isMerged(origin: string, entries: readonly string[]): boolean {
  const hosts = entries.map(hostOf)
  return (
    hosts.some((host) =>
      hosts.some((other) => {
        let shared = 0
        while (shared < host.length && host.at(-1 - shared) === other.at(-1 - shared)) shared++
        const [head, tail] = [other.slice(0, other.length - shared), host]
        return host !== other && head !== '' && origin === `https://${head}${tail}`
      }),
    ) && entries.every((entry) => schemeOf(entry) === 'https')
  )
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
