/** `npm run bench:plot`: draws the results that are kept, for readers of light and of dark pages. */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readRuns } from './harness/results.ts'
import { draw, THEMES } from './report/draw.ts'
import { plotMatching } from './report/plot-matching.ts'
import { plotRequests } from './report/plot-requests.ts'

const FOLDER = join(import.meta.dirname, '../docs/plots')
const PLOTS = { requests: plotRequests, matching: plotMatching }

const runs = readRuns()
/** A test compares it to see whether the plots show these results. It is of the values, so formatting does not change it. */
const digest = createHash('sha256').update(JSON.stringify(runs)).digest('hex')
const note = `Drawn by npm run bench:plot from bench/results, sha256 ${digest}`

mkdirSync(FOLDER, { recursive: true })
for (const [name, plot] of Object.entries(PLOTS)) {
  for (const [theme, colours] of Object.entries(THEMES)) {
    const file = `${name}-${theme}.svg`
    // oxlint-disable-next-line no-await-in-loop
    writeFileSync(join(FOLDER, file), await draw(plot(runs, colours), { note, colours }))
    console.log(`docs/plots/${file}`)
  }
}
