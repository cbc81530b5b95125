import { describeMachine } from '../about.mjs'
import { fixed, table, time } from '../report.mjs'

/** What a run over HTTP on one runtime gave, for people. */
export function describeLoads({ runtime, version, date, machine, packages, isPinned, loads, excluded }) {
  const columns = ['work', 'contender', 'CPU per request', 'to fixed', 'to handwritten', 'requests/s', 'to handwritten']
  const rows = loads.map(({ work, contender, cpuNs, requestsPerSecond }) => [
    work,
    contender,
    time(cpuNs?.median),
    spread(cpuNs?.ratioTo.fixed),
    spread(cpuNs?.ratioTo.handwritten),
    Math.round(requestsPerSecond.median).toLocaleString('en'),
    spread(requestsPerSecond.ratioTo.handwritten),
  ])
  return [
    `\n${runtime} ${version}, HTTP over loopback, ${date}`,
    describeMachine(machine),
    Object.entries(packages)
      .map((pair) => pair.join(' '))
      .join(', '),
    isPinned ? 'Servers on the first processor, the load on the second' : 'Servers and load share the processors',
    '',
    table(columns, rows),
    '',
    ...excluded.map(({ work, contender, fault }) => `Not timed: ${contender}, ${work}: ${fault}`),
  ].join('\n')
}

function spread(ratio) {
  return ratio ? `${fixed(ratio.median)} (${fixed(ratio.p25)}–${fixed(ratio.p75)})` : '–'
}
