import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Case } from './case.ts'
import { CASES } from './cases.ts'
import { shows } from './difference.ts'
import { DIFFERENCES } from './differences.ts'
import { BROWSERS, type EngineName } from './driver/browsers.ts'
import { installedEngines } from './driver/installed.ts'
import { generateCases, SEED } from './generated.ts'
import { differences } from './outcome.ts'
import { type EngineRun, runEngine } from './run-engine.ts'
import { simulate } from './simulated.ts'

/** Matches any list that is not empty. */
const SOMETHING: unknown = expect.arrayContaining([expect.any(String)])

const GENERATED = generateCases(1000)

test('every case has a unique name', () => {
  const names = CASES.map(({ name }) => name)
  expect(names.filter((name, index) => names.indexOf(name) < index)).toEqual([])
})

describe.each(installedEngines())('%s', (engine) => {
  let run: EngineRun
  /** The differences from the standard that each case shows. */
  const found = new Map<string, readonly string[]>()
  const known = DIFFERENCES.filter(({ engines }) => engines.includes(engine))
  const claims = (name: string) => known.filter((difference) => shows(difference, name))

  beforeAll(async () => {
    run = await runEngine(engine, [...CASES, ...GENERATED])
    console.log(`${BROWSERS[engine].title} ${run.version}: ${CASES.length} cases, ${GENERATED.length} of seed ${SEED}`)
  })
  afterAll(() => run?.close())

  async function compare(one: Case, profile: EngineName | 'spec'): Promise<readonly string[]> {
    const expected = await run.repeat(one, (item, places) => simulate(item, profile, places))
    return differences(expected, run.seen.get(one.name) ?? [])
  }

  test('differs from the standard as it did before', async () => {
    for (const one of CASES) {
      // One after the other, so that a run takes no more connections than there are.
      // oxlint-disable-next-line no-await-in-loop
      const lines = await compare(one, 'spec')
      if (lines.length) found.set(one.name, lines)
    }
    const text = Array.from(found, ([name, lines]) => [name, ...lines.map((line) => `  ${line}`)].join('\n')).join(
      '\n\n',
    )
    await expect(`${text}\n`).toMatchFileSnapshot(join(import.meta.dirname, 'seen', `${engine}.txt`))
  })

  test('differs only in cases that are documented, each in one row', () => {
    expect([...found.keys()].filter((name) => claims(name).length !== 1)).toEqual([])
  })

  test('differs in all cases that are documented', () => {
    const isShown = (name: string | RegExp): boolean =>
      typeof name === 'string' ? found.has(name) : [...found.keys()].some((one) => name.test(one))
    expect(known.flatMap(({ cases }) => cases.filter((one) => !isShown(one)))).toEqual([])
  })

  test.each(CASES)('$name', async (one) => {
    const isBeyond = claims(one.name).some(({ modelled }) => !modelled.includes(engine))
    const lines = await compare(one, engine)
    // If the profile simulates a difference of its engine, the row has to say so.
    const isBeyondProfile = isBeyond && found.has(one.name)
    expect(lines).toEqual(isBeyondProfile ? SOMETHING : [])
  })

  test('generated cases', async () => {
    const faults: unknown[] = []
    for (const one of GENERATED) {
      // oxlint-disable-next-line no-await-in-loop
      const lines = await compare(one, engine)
      if (lines.length) faults.push({ ...one, lines })
    }
    expect(faults).toEqual([])
  })
})
