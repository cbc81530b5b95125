import type { Explanation } from '../explanation.ts'
import { FLOW_CHARTS, type FlowChart, type FlowNode } from '../flow/index.ts'

const SHAPES: { readonly [Kind in FlowNode['kind']]: readonly [string, string] } = {
  question: ['{"', '"}'],
  action: ['["', '"]'],
  good: ['(["', '"])'],
  bad: ['(["', '"])'],
}

/** Writes both flow charts, with the path of the request. Every word in it is ours. */
export function renderMermaid({ paths }: Explanation): string {
  const edges = FLOW_CHARTS.flatMap((chart) => chart.edges)
  const taken = edges.flatMap(({ from, to }, index) => (isTaken(paths, from, to) ? [index] : []))
  const ends = FLOW_CHARTS.flatMap(({ nodes }) => nodes).filter(({ id }) => paths.flat().includes(id))
  const classOf = (kind: FlowNode['kind']): string => (kind === 'good' || kind === 'bad' ? kind : 'taken')
  return [
    'flowchart TD',
    ...FLOW_CHARTS.flatMap(linesOf),
    '  classDef taken stroke:#0969da,stroke-width:3px',
    '  classDef good stroke:#1a7f37,stroke-width:3px',
    '  classDef bad stroke:#cf222e,stroke-width:3px',
    ...ends.map(({ id, kind }) => `  class ${id} ${classOf(kind)}`),
    ...(taken.length ? [`  linkStyle ${taken.join(',')} stroke:#0969da,stroke-width:3px`] : []),
  ].join('\n')
}

function linesOf({ id, title, nodes, edges }: FlowChart): string[] {
  return [
    `  subgraph ${id}["${title}"]`,
    // Without it, Mermaid lays a subgraph out from left to right, too wide to read.
    '    direction TB',
    ...nodes.map((node) => `    ${node.id}${SHAPES[node.kind].join(node.text)}`),
    ...edges.map(({ from, to, label }) => `    ${from} -->${label ? `|${label}|` : ''} ${to}`),
    '  end',
  ]
}

function isTaken(paths: Explanation['paths'], from: string, to: string): boolean {
  return paths.some((path) => path.some((node, index) => node === from && path[index + 1] === to))
}
