import type { VNode } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { FLOW_CHARTS, type FlowNode } from '../../../src/explain/index.ts'
import { ARROW_LINE, BOX_LINE, linesOf } from './lines.ts'
import LAYOUT from './chart-layout.json' with { type: 'json' }

/** A chart with the path so far, and the box of the step that is shown. */
export function Chart({
  id,
  path,
  current,
}: {
  readonly id: 'browser' | 'server'
  readonly path: readonly (readonly string[])[]
  readonly current: string | undefined
}): VNode {
  const which = FLOW_CHARTS.findIndex((one) => one.id === id)
  const { title, nodes, edges } = FLOW_CHARTS[which]!
  const { width, height, boxes, arrows } = LAYOUT[which]!
  const isLit = (node: string): boolean => path.some((part) => part.includes(node))
  const isTaken = (from: string, to: string): boolean =>
    path.some((part) => part.some((node, index) => node === from && part[index + 1] === to))
  // On a narrow screen, a part of the chart shows: that with the box of the step.
  const scroll = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const [middle] = boxes[nodes.findIndex((node) => node.id === current)] ?? []
    const element = scroll.current
    if (element && middle !== undefined)
      element.scrollTo({ left: (middle / width) * element.scrollWidth - element.clientWidth / 2 })
  }, [current])
  const drawn = edges.map(({ from, to, label }, at) => ({ label, numbers: arrows[at]!, isLit: isTaken(from, to) }))
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      {/* The steps above the charts say everything that they show. */}
      <div class="scroll" ref={scroll} tabIndex={0} role="group" aria-label={`Flow chart: ${title}`}>
        <svg viewBox={`0 0 ${String(width)} ${String(height)}`} width={width} height={height} aria-hidden="true">
          {/* Lit arrows are drawn last, so that no other crosses them. */}
          {drawn
            .toSorted((a, b) => Number(a.isLit) - Number(b.isLit))
            .map((arrow) => (
              <Arrow key={arrow.numbers.join(' ')} {...arrow} />
            ))}
          {nodes.map((node, at) => (
            <Box
              key={node.id}
              node={node}
              numbers={boxes[at]!}
              isLit={isLit(node.id)}
              isCurrent={node.id === current}
            />
          ))}
        </svg>
      </div>
    </figure>
  )
}

interface BoxProps {
  readonly node: FlowNode
  readonly numbers: readonly number[]
  readonly isLit: boolean
  readonly isCurrent: boolean
}

const CORNERS = { question: 4, action: 10, good: 20, bad: 20 }

function Box({ node: { kind, text }, numbers, isLit, isCurrent }: BoxProps): VNode {
  const [x = 0, y = 0, width = 0, height = 0] = numbers
  return (
    <g
      class={`node ${kind}${isLit ? ' lit' : ''}${isCurrent ? ' current' : ''}`}
      transform={`translate(${String(x)} ${String(y)})`}
    >
      <rect x={-width / 2} y={-height / 2} width={width} height={height} rx={CORNERS[kind]} />
      <Lines lines={linesOf(text, BOX_LINE)} />
    </g>
  )
}

/** Lines of text around the middle of their group. */
function Lines({ lines }: { readonly lines: readonly string[] }): VNode {
  return (
    <>
      {lines.map((line, index) => (
        <text key={line} y={(index - (lines.length - 1) / 2) * 17 + 4.5}>
          {line}
        </text>
      ))}
    </>
  )
}

interface ArrowProps {
  readonly label: string | undefined
  readonly numbers: readonly number[]
  readonly isLit: boolean
}

function Arrow({ label, numbers, isLit }: ArrowProps): VNode {
  const [x = 0, y = 0, ...rest] = numbers
  const points = rest.flatMap((value, at): [number, number][] => (at % 2 ? [] : [[value, rest[at + 1]!]]))
  const end = points.at(-1)!
  const before = points.at(-2)!
  const angle = (Math.atan2(end[1] - before[1], end[0] - before[0]) * 180) / Math.PI
  return (
    <g class={isLit ? 'edge lit' : 'edge'}>
      <path d={curve(points)} />
      <path
        class="tip"
        d="M0 0L-9 -4.5L-9 4.5Z"
        transform={`translate(${end[0]} ${end[1]}) rotate(${angle.toFixed(1)})`}
      />
      {label && (
        <g transform={`translate(${String(x)} ${String(y)})`}>
          <Lines lines={linesOf(label, ARROW_LINE)} />
        </g>
      )}
    </g>
  )
}

/** A smooth line through the middles between the points of the layout. */
function curve(points: readonly [number, number][]): string {
  const [first, ...rest] = points
  const parts = rest.slice(0, -1).map(([x, y], index) => {
    const [nextX, nextY] = rest[index + 1]!
    const isLast = index === rest.length - 2
    return `Q${x} ${y} ${isLast ? nextX : (x + nextX) / 2} ${isLast ? nextY : (y + nextY) / 2}`
  })
  return `M${first!.join(' ')}${parts.length ? parts.join('') : `L${rest[0]!.join(' ')}`}`
}
