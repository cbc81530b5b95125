import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Case } from './case.ts'
import { CASES } from './cases.ts'
import { shows } from './difference.ts'
import { DIFFERENCES } from './differences.ts'
import { BROWSERS, type EngineName } from './driver/browsers.ts'
import { generateCases, SEED } from './generated.ts'
import { differences } from './outcome.ts'
import { type EngineRun, runEngine } from './run-engine.ts'
import { simulate } from './simulated.ts'

/** What a list of lines is compared with that must not be empty. */
const SOMETHING: unknown = expect.arrayContaining([expect.any(String)])

const GENERATED = generateCases(1000)
const ENGINES = Object.keys(BROWSERS) as EngineName[]

test('every case has a name of its own', () => {
  const names = CASES.map(({ name }) => name)
  expect(names.filter((name, index) => names.indexOf(name) < index)).toEqual([])
})

describe.each(ENGINES.filter(isHere))('%s', (engine) => {
  let run: EngineRun
  /** What each case of the table shows that the standard does not say. */
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

  test('differs only where the documents say so, in one row each', () => {
    expect([...found.keys()].filter((name) => claims(name).length !== 1)).toEqual([])
  })

  test('differs wherever the documents say so', () => {
    const isShown = (name: string | RegExp): boolean =>
      typeof name === 'string' ? found.has(name) : [...found.keys()].some((one) => name.test(one))
    expect(known.flatMap(({ cases }) => cases.filter((one) => !isShown(one)))).toEqual([])
  })

  test.each(CASES)('$name', async (one) => {
    const isBeyond = claims(one.name).some(({ modelled }) => !modelled.includes(engine))
    const lines = await compare(one, engine)
    // Once a profile has learned a way of its engine, the row has to say so.
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

/** Whether there is such an engine. A person's run goes on without it, and says so; one in CI fails. */
function isHere(engine: EngineName): boolean {
  const { title, packages, find } = BROWSERS[engine]
  if (find()) return true
  const message = `Without ${title}, whose answers are not compared: apt-get install ${packages}`
  if (process.env['CI'] === 'true') throw new Error(message)
  console.warn(message)
  return false
}
