import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { COOKIE_BEHAVIOURS } from './cookies/behaviours.ts'
import { COOKIE_CASES } from './cookies/cases.ts'
import { PHASES } from './cookies/rounds.ts'
import { runCookies } from './cookies/run.ts'
import { simulateCookies } from './cookies/simulate.ts'
import { BROWSERS } from './driver/browsers.ts'
import { installedEngines } from './driver/installed.ts'

test('every case of cookies has a unique name', () => {
  const names = COOKIE_CASES.map(({ name }) => name)
  expect(names.filter((name, index) => names.indexOf(name) < index)).toEqual([])
})

describe.each(installedEngines())('cookies in %s', (engine) => {
  let seen: readonly (readonly string[])[]
  const simulated: string[][] = []

  beforeAll(async () => {
    const run = await runCookies(engine, COOKIE_CASES)
    seen = run.seen
    for (const [index, one] of COOKIE_CASES.entries()) {
      // oxlint-disable-next-line no-await-in-loop
      simulated.push(await simulateCookies(one, index, engine))
    }
    console.log(`${BROWSERS[engine].title} ${run.version}: ${COOKIE_CASES.length} cases of cookies`)
  })

  test('differ from its profile as they did before', async () => {
    const describeCase = (lists: readonly (readonly string[])[], index: number): string =>
      PHASES.map((phase, at) => `${phase} ${JSON.stringify(lists[index]?.[at])}`)
        .slice(1)
        .join(', ')
    const different = COOKIE_CASES.flatMap(({ name }, index) => {
      const [model, real] = [describeCase(simulated, index), describeCase(seen, index)]
      return model === real ? [] : [`${name}\n  - ${model}\n  + ${real}`]
    })
    const file = join(import.meta.dirname, 'seen', `cookies-in-${engine}.txt`)
    await expect(`${different.join('\n\n')}\n`).toMatchFileSnapshot(file)
  })

  test.each(COOKIE_BEHAVIOURS)('$says', ({ case: name, phase, arrives, beyondProfile = [] }) => {
    const index = COOKIE_CASES.findIndex((one) => one.name === name)
    const at = PHASES.indexOf(phase)
    expect(seen[index]?.[at] !== '').toBe(arrives.includes(engine))
    expect(simulated[index]?.[at] === seen[index]?.[at]).toBe(!beyondProfile.includes(engine))
  })
})
