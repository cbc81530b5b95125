import { join } from 'node:path'
import { expect, test } from 'vitest'
import { TRIES } from './cases.ts'
import { type Difference, renderDocument } from './document.ts'
import { LIBRARIES, type Served } from './libraries.ts'
import { observe, situationOf } from './observe.ts'

const OTHERS = Object.keys(LIBRARIES).filter((name) => name !== 'corsage')

/** All differences, without duplicates, in alphabetical order. */
async function findDifferences(): Promise<Difference[]> {
  const found = new Map<string, { situation: string; what: string; ours: string; theirs: Record<string, string> }>()
  for (const { options, cases } of TRIES) {
    // oxlint-disable-next-line no-await-in-loop -- servers, few at a time
    const served = await Promise.all(
      Object.entries(LIBRARIES).map(async ([name, serve]) => [name, await serve(options)] as [string, Served]),
    )
    for (const sent of cases) {
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

test('invariant 41: other libraries make the same decisions, and every difference in a response is explained', async () => {
  const differences = await findDifferences()

  expect(differences.filter(({ what }) => what === 'the browser')).toEqual([])
  const file = join(import.meta.dirname, '../../../docs/differences.md')
  await expect(renderDocument(OTHERS, differences)).toMatchFileSnapshot(file)
})
