// What an entry point prints about one runtime: everything that it measured, also what the document leaves out.
import type { About, AddedFigure, ColdStartRun, CpuRun, HttpRun, PoliciesRun } from '../harness/results.ts'
import type { Quartiles } from '../harness/statistics.ts'
import { describeMachine, describePackages, fixed, milliseconds, spread, table, time } from './text.ts'

function head({ runtime, version, date, machine }: About, subject: string): string {
  return `\n${runtime} ${version}, ${subject}, ${date}\n${describeMachine(machine)}`
}

export function describeRun(run: CpuRun): string {
  const { packages, requests, excluded, matching, heap } = run
  const ofRequests = requests.map(({ work, contender, ns, ratio }) => [
    work,
    contender,
    spread(ns, time),
    spread(ratio, fixed),
  ])
  const ofMatching = matching.map(({ work, contender, ns }) => [work, contender, spread(ns, time)])
  const parts = [
    head(run, 'CPU time'),
    describePackages(packages),
    '',
    table(['work', 'contender', 'CPU', 'ratio to handwritten'], ofRequests),
    '',
    ...excluded.map(({ work, contender, fault }) => `Not timed: ${contender}, ${work}: it ${fault}`),
    '',
    table(['matching', 'way', 'CPU'], ofMatching),
  ]
  if (heap) {
    const bytes = heap.bytes.map((one) => [one.work, one.contender, one.bytes])
    parts.push('', table(['heap per call', 'contender', 'bytes'], bytes))
    parts.push('', `Memory: ${JSON.stringify({ million: heap.million, growth: heap.growth })}`)
  }
  return parts.join('\n')
}

export function describeLoads(run: HttpRun): string {
  const { packages, isPinned, loads, excluded } = run
  const columns = ['work', 'contender', 'CPU per request', 'to fixed', 'to handwritten', 'requests/s', 'to handwritten']
  const rows = loads.map(({ work, contender, cpuNs, requestsPerSecond }) => [
    work,
    contender,
    time(cpuNs?.median),
    spread(cpuNs?.ratioTo.fixed, fixed),
    spread(cpuNs?.ratioTo.handwritten, fixed),
    Math.round(requestsPerSecond.median).toLocaleString('en'),
    spread(requestsPerSecond.ratioTo.handwritten, fixed),
  ])
  return [
    head(run, 'HTTP over loopback'),
    describePackages(packages),
    isPinned ? 'Servers on the first processor, the load on the second' : 'Servers and load share the processors',
    '',
    table(columns, rows),
    '',
    ...excluded.map(({ work, contender, fault }) => `Not timed: ${contender}, ${work}: ${fault}`),
  ].join('\n')
}

export function describeStarts(run: ColdStartRun): string {
  const { rounds, starts, imports } = run
  const cells = (figure: AddedFigure | undefined): string[] => [ofMs(figure), ofMs(figure?.added)]
  const startRows = starts.map(({ name, figures: { wall, cpu } }) => [name].concat(cells(wall), cells(cpu)))
  const importRows = imports.map(({ name, figures: { import: imported, policy, both } }) =>
    [name, ofMs(imported), ofMs(policy)].concat(cells(both)),
  )
  return [
    head(run, `cold start, ${rounds} rounds`),
    '',
    table(['server', 'to the first answer', 'added', 'CPU', 'added'], startRows),
    '',
    imports.length
      ? table(['in the process', 'import', 'first policy of ten patterns', 'both', 'added'], importRows)
      : '',
  ].join('\n')
}

function ofMs(figure: Quartiles | undefined): string {
  return spread(figure, milliseconds)
}

export function describePolicies(run: PoliciesRun): string {
  const { packages, figures, rates } = run
  const rows = figures.map(({ work, contender, ns, ratio, added }) => [
    work,
    contender,
    spread(ns, time),
    spread(ratio, fixed),
    spread(added, time),
  ])
  const rateRows = rates.map(({ contender, hostile, rate }) => [
    contender,
    `${hostile * 100} %`,
    `${(rate * 100).toFixed(1)} %`,
  ])
  return [
    head(run, 'many policies'),
    describePackages(packages),
    '',
    table(['work', 'contender', 'CPU', 'ratio to its base', 'added'], rows),
    '',
    table(['cache', 'hostile', 'honest hits'], rateRows),
  ].join('\n')
}
