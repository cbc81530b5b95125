import { type ExplainedStepId, FLOW_CHARTS, type FlowNode } from '../../../src/explain/index.ts'
import type { Result } from './run.ts'

/** A step through the charts. */
export interface ChartStep {
  readonly side: 'browser' | 'server'
  readonly node: FlowNode
  /** What happens in this step; empty where the box says it all. */
  readonly sentence: string
  /** The answer with which the step before led here. */
  readonly answer: string | undefined
  /** The paths up to here: one of the browser, and one for each exchange with the server. */
  readonly paths: readonly (readonly string[])[]
}

/** The steps of `explain()` that happen in a box. */
const IDS: Readonly<Record<string, readonly ExplainedStepId[]>> = {
  'b-same-origin': ['same-origin-shortcut'],
  'b-unsafe': ['classify-request'],
  'b-cache': ['preflight-cache-lookup'],
  'b-preflight': ['preflight-request'],
  'b-answer': [
    'preflight-cors-check',
    'preflight-status',
    'preflight-parse-lists',
    'preflight-method',
    'preflight-authorization',
    'preflight-header',
  ],
  'b-actual': ['actual-request'],
  'b-check': ['cors-check'],
  'b-redirect': ['redirect'],
  's-preflight': ['server-classify'],
  's-preflight-origin': ['server-origin'],
  's-actual-origin': ['server-origin'],
  's-enforce': ['server-enforce'],
  's-lists': ['server-answer'],
  's-nothing': ['server-answer'],
  's-forbidden': ['server-answer'],
  's-shared': ['server-answer'],
  's-unshared': ['server-answer'],
  's-plain': ['server-answer'],
  's-other': ['server-answer'],
}

/** A server without Corsage. It has no chart, because nobody knows what it asks before it answers. */
const OTHER_SERVER: FlowNode = { id: 's-other', kind: 'action', text: 'The server answers' }

const NODES = new Map(
  [...FLOW_CHARTS.flatMap(({ nodes }) => nodes), OTHER_SERVER].map((node) => [node.id, node] as const),
)
const EDGES = FLOW_CHARTS.flatMap(({ edges }) => edges)

/** The way of a request through both charts, in the order in which it happens. */
export function chartSteps(result: Result): ChartStep[] {
  const { paths, verdict, steps: explained } = result.explanation
  const [browser = [], ...all] = paths
  const servers = all.map((path, index) => serverPath(result, path, index))
  const taken: string[][] = [[]]
  const steps: ChartStep[] = []
  let left = [...explained]
  const walk = (name: string, part: number): void => {
    const before = taken[part]!.at(-1)
    taken[part]!.push(name)
    const ids = IDS[name] ?? []
    const at = left.findIndex(({ id }) => ids.includes(id))
    let end = at
    while (end >= 0 && ids.includes(left[end + 1]?.id ?? 'network')) end++
    const isLast = name === browser.at(-1) && part === 0 && taken[0]!.length === browser.length
    const sentence = isLast ? verdict.sentence : (left[end]?.sentence ?? '')
    if (at >= 0) left = left.slice(end + 1)
    const answer = EDGES.find(({ from, to }) => from === before && to === name)?.label
    steps.push({
      side: part ? 'server' : 'browser',
      node: NODES.get(name)!,
      sentence,
      answer,
      paths: taken.map((one) => [...one]),
    })
  }
  let next = 0
  const ask = (): void => {
    const server = servers[next++]
    if (!server) return
    taken.push([])
    for (const name of server) walk(name, next)
  }
  for (const [index, name] of browser.entries()) {
    // On the page's own origin, and without CORS, the browser's chart has no box for the request.
    if (index === browser.length - 1) while (next < servers.length) ask()
    walk(name, 0)
    if (name === 'b-preflight' || name === 'b-actual') ask()
  }
  return steps
}

/** What the server of one exchange does, as far as it is known. */
function serverPath({ exchanges, hasPolicy }: Result, path: readonly string[], index: number): readonly string[] {
  const exchange = exchanges[index]
  if (!exchange?.status) return []
  // The policy is for one server: a redirect to another origin leaves it.
  const isOwn = new URL(exchange.url).origin === new URL(exchanges[0]!.url).origin
  return hasPolicy && isOwn ? path : [OTHER_SERVER.id]
}
