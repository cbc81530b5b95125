import { describeMachine } from '../about.mjs'
import { table } from '../report.mjs'
import { SESSIONS } from './session.mjs'

/** All of one run, to be read. */
export function describePreflights(found) {
  const { date, machine, contenders, browsers } = found
  return [
    `\nPreflights saved, ${date}`,
    describeMachine(machine),
    ...describeSavings(found),
    ...contenders.flatMap((one) => faultLines(one, browsers)),
  ].join('\n')
}

/** The tables, each with what there is to know of it, as parts of a document. */
export function describeSavings({ packages, latencyMs, sessions, browsers, contenders }) {
  const columns = browsers.map(({ title, version }) => `${title} ${version}`)
  return [
    [
      'OPTIONS requests at the server, and in brackets the seconds lost to them: what the preflighted calls took longer than',
      `the median of the others, added up, with ${latencyMs} ms before each answer. In the column of the standard: what a browser`,
      `that does as it says sends when it gets the same answers, times ${latencyMs} ms. A star: not before the same calls.`,
      `Packages: ${Object.entries(packages)
        .map((pair) => pair.join(' '))
        .join(', ')}.`,
    ].join('\n'),
    ...sessions.flatMap((session) => sessionParts(session, contenders, browsers, columns, latencyMs)),
  ]
}

function sessionParts({ session, calls, urls, needy, minimum }, contenders, browsers, columns, latencyMs) {
  const rows = contenders
    .filter((one) => one.session === session)
    .map(({ name, expected, engines }) => {
      const standard = `${expected.length} (${seconds(expected.length * latencyMs)})`
      return [name, standard].concat(browsers.map(({ engine }) => cell(engines[engine], expected)))
    })
  return [
    `${SESSIONS[session].title}: ${calls} calls to ${urls} URLs, of which ${needy} may need a preflight. The fewest that the standard allows: **${minimum}**.`,
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
