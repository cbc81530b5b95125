import { type ConsoleMessages, consoleMessages } from '../browser/outcome/console-messages.ts'
import type { FailureCode } from '../browser/terms/failure.ts'
import { describeFailure } from './failures/index.ts'
import type { EngineEnd, Inquiry } from './inquiry/index.ts'
import { specUrl } from './spec.ts'

/** Whether the page can read the response, and why. */
export interface Outcome {
  readonly readable: boolean
  readonly sentence: string
  /** URL of the section of the standard. */
  readonly spec: string
  /** The code of the failure. A response that is only hidden from the page has none. */
  readonly code?: FailureCode
  /**
   * The messages in the consoles of three browsers about the failure, in our words. Each is of the first check that fails
   * in that browser. A browser that gets past this failure has none.
   */
  readonly console?: Partial<ConsoleMessages>
  /** The status of the response, if the page can read it. */
  readonly status?: number
}

/** The result for the page: a failure, a response that hides everything, or one that it can read. */
export function outcomeOf(inquiry: Inquiry): Outcome {
  const { failure, type, status } = inquiry
  if (failure) {
    const { code } = failure
    return { readable: false, code, ...describeFailure(failure, inquiry), console: consolesOf(inquiry) }
  }
  if (type === 'opaque') {
    const sentence =
      "The call has `mode: 'no-cors'`, so the browser sends the request but the page can read neither the status nor the body."
    return { readable: false, sentence, spec: specUrl('concept-filtered-response-opaque') }
  }
  if (type === 'opaqueredirect') {
    const sentence =
      "The response is a redirect and the call has `redirect: 'manual'`, so the page can read nothing of it."
    return { readable: false, sentence, spec: specUrl('concept-filtered-response-opaque-redirect') }
  }
  const sentence = `The page can read the response, which has status ${status}.`
  return { readable: true, sentence, status, spec: specUrl('concept-filtered-response') }
}

function consolesOf({ request, engines }: Inquiry): Partial<ConsoleMessages> {
  const { chromium, firefox, webkit } = engines
  const messageOf = (engine: keyof ConsoleMessages, end: EngineEnd | undefined): Partial<ConsoleMessages> => {
    if (!end) return {}
    const scene = { url: request.urlList[0]!.href, finalUrl: end.finalUrl, origin: request.origin }
    return { [engine]: consoleMessages(end.failure, scene)[engine] }
  }
  return {
    ...messageOf('chromium', chromium),
    ...messageOf('firefox', firefox),
    ...messageOf('webkit', webkit),
  }
}
