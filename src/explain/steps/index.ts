// Reading order:
//   step           what a step is, for people who read it
//   unsafe-header  why a header needs a preflight
//   browser        one row for each step of the browser
//   refusal        one row for each reason of a policy to refuse
//   server         what a policy decides, and what the server sends; then steps: all, in order
export { explainSteps } from './steps.ts'
export type { ExplainedStep, ExplainedStepId } from './step.ts'
