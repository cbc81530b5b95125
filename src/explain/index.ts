// Reading order: explain.ts is the table of contents, and each room has its own in its index.
//   inquiry/   makes the request as a browser does     explanation, outcome   what comes out
//   answered/  one row for each owner of a response that is not the policy's
//   failures/  one row for each failure                fixes/                 what these rows use
//   warnings/  one row for each warning                steps/                 one row for each step
//   flow/      the two flow charts                     render/                text, Markdown, Mermaid
export type { ConsoleMessages } from '../browser/outcome/console-messages.ts'
export type { FailureCode } from '../browser/terms/failure.ts'
export { explain } from './explain.ts'
export type { Explanation } from './explanation.ts'
export type { Fix } from './fixes/index.ts'
export { FLOW_CHARTS } from './flow/index.ts'
export type { FlowChart, FlowEdge, FlowNode } from './flow/index.ts'
export type { DecidingRow, Question } from './inquiry/index.ts'
export type { Outcome } from './outcome.ts'
export { render } from './render/index.ts'
export type { Format, RenderOptions } from './render/index.ts'
export type { ExplainedStep, ExplainedStepId } from './steps/index.ts'
export type { Warning, WarningCode } from './warnings/index.ts'
