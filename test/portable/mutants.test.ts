import { describe, expect, it } from 'vitest'
import { corpus, type OriginMatch } from '../support/portable-corpus.ts'
import { syncPolicy } from '../support/portable-requests.ts'

/** Whether `entry`, an origin pattern, shares with `origin`, in the way of one mistake. */
type Matcher = (origin: string, entry: string) => boolean

const hostOf = (entry: string): string => entry.replace(/^.*:\/\/(\*\.)?/, '')
const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
const exact: Matcher = (origin, entry) => origin === entry
const wildcard = (star: string, flags = ''): Matcher => {
  return (origin, entry) => new RegExp(`^${escape(entry).replace(String.raw`\*`, () => star)}$`, flags).test(origin)
}
const urlOf = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined)

/** What matchers in the wild do, each a mistake that some advisory is about. */
const MUTANTS: Readonly<Record<string, Matcher>> = {
  'reflects every origin': () => true,
  'origin includes the host': (origin, entry) => origin.includes(hostOf(entry)),
  'origin includes the entry': (origin, entry) => origin.includes(entry.replace('*.', '')),
  'origin starts with the entry': (origin, entry) => origin.startsWith(entry),
  'origin ends with the host': (origin, entry) => origin.endsWith(hostOf(entry)),
  'origin ends with a dot and the host': (origin, entry) =>
    exact(origin, entry) || origin.endsWith(`.${hostOf(entry)}`),
  'entry includes the origin': (origin, entry) => entry.includes(origin),
  'RegExp without anchors': (origin, entry) => new RegExp(escape(hostOf(entry))).test(origin),
  'RegExp without an end': (origin, entry) => new RegExp(`^${escape(entry)}`).test(origin),
  'RegExp with dots as they come': (origin, entry) =>
    new RegExp(`^${entry.replace('*.', '.+.').replaceAll(/[[\]]/g, '.')}$`).test(origin),
  'RegExp that ignores case': wildcard('(?:[a-z0-9_-]+\\.)*[a-z0-9_-]+', 'iu'),
  'RegExp by lines': wildcard('(?:[a-z0-9_-]+\\.)*[a-z0-9_-]+', 'm'),
  'star as anything': wildcard('.*'),
  'star as anything but a slash': wildcard('[^/]+'),
  'star as one label': wildcard('[a-z0-9_-]+'),
  'equal by new URL().origin': (origin, entry) => urlOf(origin)?.origin === urlOf(entry)?.origin,
  'equal by hostname': (origin, entry) => urlOf(origin)?.hostname === hostOf(entry).replace(/:.*/, ''),
  'equal in lower case': (origin, entry) => origin.toLowerCase() === entry.toLowerCase(),
  'equal without blanks': (origin, entry) => origin.trim() === entry,
  'equal without a final slash': (origin, entry) => origin.replace(/\/$/, '') === entry,
  'equal without the port': (origin, entry) => origin.replace(/:\d*$/, '') === entry.replace(/:\d*$/, ''),
  'equal without the scheme': (origin, entry) => origin.replace(/^\w+:\/\//, '') === hostOf(entry),
  'equal after decoding': (origin, entry) => decode(origin) === entry,
  'equal after Unicode normalisation': (origin, entry) => origin.normalize('NFKD').replaceAll(/\p{M}/gu, '') === entry,
  'some of a list with commas': (origin, entry) => origin.split(/,\s*/).includes(entry),
  'null beside the entries': (origin, entry) => origin === 'null' || exact(origin, entry),
  'a name below an exact entry': (origin, entry) => exact(origin, entry) || origin.endsWith(`.${hostOf(entry)}`),
  'a key of an object': (origin, entry) => origin in { [entry]: true },
}

/** The entries that a matcher judges wrongly. */
function wrongs(allows: (origin: string, entries: readonly string[]) => boolean): OriginMatch[] {
  return corpus.originMatch.filter(({ policy, origin, verdict }) => {
    const entries = corpus.policies[policy]?.origin
    return Array.isArray(entries) && allows(origin, entries) !== (verdict === 'allow')
  })
}

describe('the corpus', () => {
  it.each(Object.keys(MUTANTS))('finds a matcher out: %s', (name) => {
    const matches = MUTANTS[name] as Matcher
    const wrong = wrongs((origin, entries) => entries.some((entry) => matches(origin, entry)))

    // Not only for refusing the right pages: each of them shares with a wrong one.
    expect(wrong.filter(({ verdict }) => verdict === 'deny')).not.toEqual([])
  })

  it('finds nothing in the matcher of this library', () => {
    expect(wrongs((origin, entries) => syncPolicy({ origin: entries }).allowsOrigin(origin))).toEqual([])
  })
})

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
