// Reading order:
//   step           what an explained step is
//   browser        one row for each step of the browser
//   unsafe-header  why a header needs a preflight: a part of one of its sentences
//   refusal        one row for each reason of a policy to refuse
//   server         the decision of a policy, and the response of a server; steps: all steps, in order
export { explainSteps } from './steps.ts'
export type { ExplainedStep, ExplainedStepId } from './step.ts'
