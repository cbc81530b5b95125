import type { Case } from './case.ts'
import { type Difference, shows } from './difference.ts'
import type { CookieBehaviour } from './cookies/behaviours.ts'
import { VERSIONS } from './differences.ts'
import type { EngineName } from './driver/browsers.ts'

/** How many cases a row names. The names of these lead to the others. */
const NAMED = 3

const INTRODUCTION = `# Where browsers differ from the standard

Where three engines differ from the [Fetch standard](https://fetch.spec.whatwg.org/) in what concerns CORS, and whether the profiles of \`corsage/browser\` do what the engines do. Found, and checked by every \`npm run test:engines\`, by making the same calls to the same servers from a page and from the simulation; \`test/engines/seen\` has what was seen, line by line.

Seen last in VERSIONS.

One more difference is in no profile, not even in that of the standard: a negative \`Access-Control-Max-Age\` is 0 in all engines and in the tests of the standard, and 5 seconds in its text.
`

/** Writes the document from the differences. */
export function renderDocument(
  differences: readonly Difference[],
  cases: readonly Case[],
  cookies: readonly CookieBehaviour[],
): string {
  const versions = Object.values(VERSIONS).join(', ')
  const parts = differences.map((difference) => renderDifference(difference, cases))
  return [INTRODUCTION.replace('VERSIONS', versions), ...parts, renderCookies(cookies)].join('\n')
}

const COOKIES = `## Cookies

Whether a cookie arrives at its server, for calls with \`credentials: 'include'\`. Chromium has the default of Chrome, which keeps cookies of other sites; a user can block them, and Debian's Chromium does. WebKitGTK has tracking prevention on, as Safari does; Safari 18.4 and later also keep \`Partitioned\` cookies, which WebKitGTK does not know. The profiles do what the table says, except where it says so; \`test/engines/seen\` has all that they do otherwise in 500 cases.
`

function renderCookies(behaviours: readonly CookieBehaviour[]): string {
  const engines = Object.keys(VERSIONS) as EngineName[]
  const rows = behaviours.map(({ says, arrives, beyondProfile = [] }) => [
    says,
    ...engines.map(
      (engine) =>
        `${arrives.includes(engine) ? 'yes' : 'no'}${beyondProfile.includes(engine) ? ', not in the profile' : ''}`,
    ),
  ])
  return `${COOKIES}\n${renderTable(['Cookie', ...engines.map((engine) => listOf([engine]))], rows)}`
}

/** A table as the formatter writes it. */
function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)))
  const rule = widths.map((width) => '-'.repeat(width))
  const lines = [head, rule, ...rows].map((cells) => cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)))
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('')
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
