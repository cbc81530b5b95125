import type { Failure } from '../../browser/terms/failure.ts'
import { describeFailure } from '../failures/index.ts'
import type { Inquiry } from '../inquiry/index.ts'
import { explainStep } from './browser.ts'
import { explainExchange } from './server.ts'
import type { ExplainedStep } from './step.ts'

/** The steps of browser and server in order. A failure always has a step, also where the browser checks nothing. */
export function explainSteps(inquiry: Inquiry): ExplainedStep[] {
  const { events, failure } = inquiry
  const steps = events.flatMap((event) =>
    event.kind === 'step' ? [explainStep(event.step, inquiry)] : explainExchange(event.exchange),
  )
  const hasFailed = steps.some(({ side, passed }) => side === 'browser' && !passed)
  return failure && !hasFailed ? [...steps, giveUp(failure, inquiry)] : steps
}

function giveUp(failure: Failure, inquiry: Inquiry): ExplainedStep {
  const { code } = failure
  const id = code.includes('network-error') ? 'network' : code.startsWith('redirect-') ? 'redirect' : 'main-fetch'
  return { id, side: 'browser', passed: false, ...describeFailure(failure, inquiry) }
}
