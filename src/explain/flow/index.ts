// Reading order:
//   charts  what browser and server decide, as two flow charts
//   path    the path of a request through them
export { FLOW_CHARTS } from './charts.ts'
export type { FlowChart, FlowEdge, FlowNode } from './charts.ts'
export { flowPaths } from './path.ts'
