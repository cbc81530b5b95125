import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseOrigin } from '../../../src/fetch/origin.ts'
import { hasModules } from '../django/python.ts'
import { type Case, TRIES } from './cases.ts'
import { startDjango } from './django.ts'
import { type Difference, renderDocument } from './document.ts'
import { type CommonOptions, LIBRARIES, type Served } from './libraries.ts'
import { observe, situationOf } from './observe.ts'

type Serve = (options: CommonOptions) => Served | Promise<Served>

const DJANGO = 'django-cors-headers'
const OTHERS = Object.keys(LIBRARIES).filter((name) => name !== 'corsage')
/** What django-cors-headers answered where it is installed. */
const RECORDED = join(import.meta.dirname, '../../data/django/differences.json')

/** All differences, without duplicates, in alphabetical order. */
async function findDifferences(
  libraries: Readonly<Record<string, Serve>>,
  isAsked: (sent: Case) => boolean = () => true,
): Promise<Difference[]> {
  const found = new Map<string, { situation: string; what: string; ours: string; theirs: Record<string, string> }>()
  for (const { options, cases } of TRIES) {
    // oxlint-disable-next-line no-await-in-loop -- servers, few at a time
    const served = await Promise.all(
      Object.entries(libraries).map(async ([name, serve]) => [name, await serve(options)] as [string, Served]),
    )
    for (const sent of cases.filter(isAsked)) {
      const answers = served.map(
        async ([name, { send }]) =>
          [name, await observe(await send(sent.method, sent.headers), sent, options)] as const,
      )
      // oxlint-disable-next-line no-await-in-loop -- one after the other, to whichever server
      const { corsage: ours = {}, ...others } = Object.fromEntries(await Promise.all(answers))
      const situation = situationOf(sent, options)
      for (const [name, theirs] of Object.entries(others)) {
        for (const [what, own] of Object.entries(ours)) {
          if (theirs[what] === own) continue
          const key = [situation, what, own].join()
          const row = found.get(key) ?? { situation, what, ours: own, theirs: {} }
          row.theirs[name] = [...new Set([...(row.theirs[name]?.split(' or ') ?? []), theirs[what]!])]
            .toSorted()
            .join(' or ')
          found.set(key, row)
        }
      }
    }
    // oxlint-disable-next-line no-await-in-loop
    await Promise.all(served.map(async ([, { stop }]) => stop?.()))
  }
  return [...found].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row)
}

/** Joins what was found about the same property in the same situation. */
function joinRows(one: readonly Difference[], other: readonly Difference[]): Difference[] {
  const found = new Map<string, Difference>()
  for (const row of [...one, ...other]) {
    const key = [row.situation, row.what, row.ours].join()
    found.set(key, { ...row, theirs: { ...found.get(key)?.theirs, ...row.theirs } })
  }
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}

test.skipIf(!hasModules('django, corsheaders'))('django-cors-headers answers as the page says', async () => {
  const { serve, stop } = startDjango()
  // Django compares what urlsplit() finds, so an origin with a path counts. No browser sends one.
  const isSent = ({ headers: { Origin: origin } }: Case): boolean =>
    origin === undefined || origin === 'null' || parseOrigin(origin) !== undefined
  const differences = await findDifferences({ corsage: LIBRARIES['corsage']!, [DJANGO]: serve }, isSent)
  stop()

  expect(differences.filter(({ what }) => what === 'the browser')).toEqual([])
  await expect(`${JSON.stringify(differences, null, 2)}\n`).toMatchFileSnapshot(RECORDED)
})

test('invariant 41: other libraries make the same decisions, and every difference in a response is explained', async () => {
  const differences = await findDifferences(LIBRARIES)

  expect(differences.filter(({ what }) => what === 'the browser')).toEqual([])
  const recorded = JSON.parse(readFileSync(RECORDED, 'utf8')) as Difference[]
  const file = join(import.meta.dirname, '../../../docs/differences.md')
  await expect(renderDocument([...OTHERS, DJANGO], joinRows(differences, recorded))).toMatchFileSnapshot(file)
})
