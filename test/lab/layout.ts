import { graphlib, layout } from '@dagrejs/dagre'
import { ARROW_LINE, BOX_LINE, linesOf } from '../../lab/page/see/lines.ts'
import type { FlowChart } from '../../src/explain/index.ts'

// Measures of the chart's text, in pixels at 13 px. They are the same on every machine, so that the file is too.
const CHARACTER = 7.1
const LINE = 17

function widthOf(lines: readonly string[]): number {
  return Math.max(0, ...lines.map((line) => line.length)) * CHARACTER
}

/**
 * Lays out a chart: of each box its middle and its size, and of each arrow the middle of its label and its points. The order
 * is that of the chart. All numbers are whole.
 */
export function layOut({ nodes, edges }: FlowChart): unknown {
  const graph = new graphlib.Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'TB', align: 'DR', nodesep: 14, ranksep: 30, edgesep: 8, marginx: 8, marginy: 8 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const node of nodes) {
    const lines = linesOf(node.text, BOX_LINE)
    graph.setNode(node.id, { width: widthOf(lines) + 20, height: lines.length * LINE + 18 })
  }
  for (const [index, { from, to, label = '' }] of edges.entries()) {
    const lines = label ? linesOf(label, ARROW_LINE) : []
    const size = { width: widthOf(lines) + 8, height: lines.length * LINE }
    graph.setEdge(from, to, { ...size, labelpos: 'c' }, String(index))
  }
  layout(graph)
  const { width = 0, height = 0 } = graph.graph()
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    boxes: nodes.map((node) => {
      const { x, y, ...size } = graph.node(node.id)
      return [x, y, size.width, size.height].map(Math.round)
    }),
    arrows: edges.map(({ from, to }, index) => {
      const { points, x = 0, y = 0 } = graph.edge({ v: from, w: to, name: String(index) })
      return [
        Math.round(x),
        Math.round(y),
        ...points.flatMap((point: { readonly x: number; readonly y: number }) => [
          Math.round(point.x),
          Math.round(point.y),
        ]),
      ]
    }),
  }
}
