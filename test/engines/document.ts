import type { Case } from './case.ts'
import { type Difference, shows } from './difference.ts'
import { VERSIONS } from './differences.ts'
import type { EngineName } from './driver/browsers.ts'

/** How many cases a row names. The names of these lead to the others. */
const NAMED = 3

const INTRODUCTION = `# Where browsers differ from the standard

What three engines do otherwise than the [Fetch standard](https://fetch.spec.whatwg.org/) says, as far as it has to do with CORS, and whether the profiles of \`corsage/browser\` do the same. Found, and checked with every \`npm run test:engines\`, by making the same calls to the same servers from a page and from the simulation; \`test/engines/seen\` has what was seen, line by line.

Seen last in VERSIONS.

One more is in no profile, that of the standard included: a negative \`Access-Control-Max-Age\` is 0 in all engines and in the tests of the standard, and 5 seconds in its text.
`

/** Writes the document from the differences. */
export function renderDocument(differences: readonly Difference[], cases: readonly Case[]): string {
  const versions = Object.values(VERSIONS).join(', ')
  const parts = differences.map((difference) => renderDifference(difference, cases))
  return [INTRODUCTION.replace('VERSIONS', versions), ...parts].join('\n')
}

function renderDifference(difference: Difference, cases: readonly Case[]): string {
  const { id, engines, does, standard, modelled } = difference
  const names = cases.map(({ name }) => name).filter((name) => shows(difference, name))
  const named = names.slice(0, NAMED).map((name) => `“\`${name}\`”`)
  const rest = names.length > NAMED ? [`${names.length - NAMED} more`] : []
  return `## ${id}

- Engines: ${listOf(engines)}
- They do: ${does}
- The standard: ${standard}
- Cases: ${[...named, ...rest].join(', ')}
- In the profiles: ${modelled.length ? listOf(modelled) : 'no'}
`
}

function listOf(engines: readonly EngineName[]): string {
  return engines.map((engine) => VERSIONS[engine].replace(/ [\d.]+$/, '')).join(', ')
}
