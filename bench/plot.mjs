// `npm run bench:plot`: draws what `npm run bench` has kept, for readers in the light and in the dark.
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { draw } from './plots/draw.mjs'
import { plotMatching } from './plots/matching.mjs'
import { plotRequests } from './plots/requests.mjs'
import { readRuns } from './plots/runs.mjs'
import { THEMES } from './plots/themes.mjs'

const FOLDER = join(import.meta.dirname, '../docs/plots')
const PLOTS = { requests: plotRequests, matching: plotMatching }

const runs = readRuns()
/** By which a test tells whether the plots are of these results. Of the values, so that it outlives a formatter. */
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
