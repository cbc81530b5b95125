import { table } from '../report.mjs'
import { SESSIONS } from './session.mjs'

/** All of one run, to be read. */
export function describePreflights({ date, machine, packages, latencyMs, sessions, browsers, contenders }) {
  const { processor, cores, gibibytes, system, architecture } = machine
  const columns = browsers.map(({ title, version }) => `${title} ${version}`)
  return [
    `\nPreflights saved, ${date}`,
    `${processor}, ${cores} cores, ${gibibytes} GiB, ${system}, ${architecture}`,
    `${columns.join(', ')}; ${Object.entries(packages)
      .map((pair) => pair.join(' '))
      .join(', ')}`,
    '',
    'OPTIONS requests at the server, and the seconds lost to them: what the preflighted calls took longer than the',
    `median of the others, added up, with ${latencyMs} ms before each answer. In the column of the standard, what a browser`,
    `that does as it says would send with the same answers, times ${latencyMs} ms. A star: not before the same calls.`,
    ...sessions.flatMap((session) => sessionLines(session, contenders, browsers, columns, latencyMs)),
    ...contenders.flatMap((one) => faultLines(one, browsers)),
  ].join('\n')
}

function sessionLines({ session, calls, urls, needy, minimum }, contenders, browsers, columns, latencyMs) {
  const rows = contenders
    .filter((one) => one.session === session)
    .map(({ name, expected, engines }) => {
      const standard = `${expected.length} (${seconds(expected.length * latencyMs)})`
      return [name, standard].concat(browsers.map(({ engine }) => cell(engines[engine], expected)))
    })
  return [
    '',
    `${SESSIONS[session].title}: ${calls} calls to ${urls} URLs, of which ${needy} may need a preflight.`,
    `The fewest that the standard allows: ${minimum}.`,
    '',
    table(['', 'standard', ...columns], rows),
  ]
}

function cell({ preflighted, lostMs, faults }, expected) {
  const isExpected = preflighted.join() === expected.join()
  const count = `${preflighted.length}${isExpected ? '' : '*'} (${seconds(lostMs)})`
  return faults.length ? `${count}, ${faults.length} failed` : count
}

function faultLines({ session, name, engines }, browsers) {
  return browsers.flatMap(({ engine, title }) =>
    engines[engine].faults.map((fault) => `Failed: ${name}, ${session}, in ${title}: ${fault}`),
  )
}

function seconds(ms) {
  return (ms / 1000).toFixed(2)
}
