/** `npm run bench:plot`: draws the results that are kept, for readers of light and of dark pages. */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type PoliciesRun, read, readRuns } from './harness/results.ts'
import { type Colours, draw, THEMES } from './report/draw.ts'
import { plotFlood } from './report/plot-flood.ts'
import { plotMatching } from './report/plot-matching.ts'
import { plotRequests } from './report/plot-requests.ts'

const FOLDER = join(import.meta.dirname, '../docs/plots')

const runs = readRuns()
const policies = read<PoliciesRun[]>('policies')

/** Each plot, and the results that it shows. */
const PLOTS = {
  requests: { results: runs, plot: (colours: Colours) => plotRequests(runs, colours) },
  matching: { results: runs, plot: (colours: Colours) => plotMatching(runs, colours) },
  flood: { results: policies, plot: (colours: Colours) => plotFlood(policies, colours) },
}

mkdirSync(FOLDER, { recursive: true })
for (const [name, { results, plot }] of Object.entries(PLOTS)) {
  // A test compares it to see whether the plots show these results. It is of the values, so formatting does not change
  // it.
  const digest = createHash('sha256').update(JSON.stringify(results)).digest('hex')
  const note = `Drawn by npm run bench:plot from bench/results, sha256 ${digest}`
  for (const [theme, colours] of Object.entries(THEMES)) {
    const file = `${name}-${theme}.svg`
    // oxlint-disable-next-line no-await-in-loop
    writeFileSync(join(FOLDER, file), await draw(plot(colours), { note, colours }))
    console.log(`docs/plots/${file}`)
  }
}
