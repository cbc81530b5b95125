import type { EngineName, PreflightsRun } from '../harness/results.ts'
import { SESSIONS } from '../preflights/session.ts'
import { describeMachine, describePackages, table } from './text.ts'

type Contender = PreflightsRun['contenders'][number]

/** All of one run, for people. */
export function describePreflights(run: PreflightsRun): string {
  const { date, machine, browsers, contenders } = run
  const faults = contenders.flatMap(({ session, name, engines }) =>
    browsers.flatMap(({ engine, title }) =>
      (engines[engine]?.faults ?? []).map((fault) => `Failed: ${name}, ${session}, in ${title}: ${fault}`),
    ),
  )
  return [`\nPreflights saved, ${date}`, describeMachine(machine), ...describeSavings(run), ...faults].join('\n')
}

/** The tables, with what a reader needs to know about them, as parts of a document. */
export function describeSavings(run: PreflightsRun): string[] {
  const { date, packages, latencyMs, sessions, browsers, contenders } = run
  const cases = contenders.flatMap((one) => browsers.map(({ engine }) => isPredicted(one, engine)))
  return [
    `OPTIONS requests at the server on ${date}, and in brackets the seconds lost to them: by how much the calls with a preflight took longer than the median of the others, added up, with ${latencyMs} ms before each answer. The column of the standard shows what \`createBrowser({ profile: 'spec' })\` of \`corsage/browser\` sends behind the same server, times ${latencyMs} ms. With the profile of an engine, \`createBrowser\` predicts exactly before which calls that engine sends a preflight in ${cases.filter(Boolean).length} of ${cases.length} cases; a star marks the others. Packages: ${describePackages(packages)}.`,
    ...sessions.flatMap(({ session, calls, urls, needy, minimum }) => [
      `**${SESSIONS[session]?.title}**: ${calls} calls to ${urls} URLs, of which ${needy} may need a preflight. The standard allows no fewer than ${minimum}.`,
      table(
        ['', 'standard', ...browsers.map(({ title, version }) => `${title} ${version}`)],
        contenders.filter((one) => one.session === session).map((one) => row(one, run)),
      ),
    ]),
  ]
}

function row(one: Contender, { browsers, latencyMs }: PreflightsRun): string[] {
  const { length } = one.simulated.spec
  return [one.name, `${length} (${seconds(length * latencyMs)})`].concat(
    browsers.map(({ engine }) => {
      const { preflighted, lostMs, faults } = one.engines[engine] ?? { preflighted: [], lostMs: 0, faults: [] }
      const count = `${preflighted.length}${isPredicted(one, engine) ? '' : '*'} (${seconds(lostMs)})`
      return faults.length ? `${count}, ${faults.length} failed` : count
    }),
  )
}

/** Whether a real engine sent its preflights before exactly the calls that its profile predicts. */
function isPredicted({ simulated, engines }: Contender, engine: EngineName): boolean {
  return engines[engine]?.preflighted.join() === simulated[engine].join()
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(2)
}
