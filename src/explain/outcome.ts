import { type ConsoleMessages, consoleMessages } from '../browser/outcome/console-messages.ts'
import type { FailureCode } from '../browser/outcome/failure.ts'
import type { Failure } from '../browser/terms/wire.ts'
import { visibleStart } from '../wording/code.ts'
import { describeFailure } from './failures/index.ts'
import type { Inquiry } from './inquiry/index.ts'
import { specUrl } from './spec.ts'

/** Whether the page may read the answer, and why. */
export interface Outcome {
  readonly readable: boolean
  readonly sentence: string
  /** Section of the standard. */
  readonly spec: string
  /** What failed, if something did. */
  readonly code?: FailureCode
  /** What the consoles of three browsers say to that, in our words. */
  readonly console?: ConsoleMessages
  /** The status of the answer, where the page sees it. */
  readonly status?: number
}

/** What the page gets in the end. */
export function outcomeOf(inquiry: Inquiry): Outcome {
  const { failure, type, status } = inquiry
  if (failure) {
    const { code } = failure
    return { readable: false, code, ...describeFailure(failure, inquiry), console: consolesOf(failure, inquiry) }
  }
  if (type === 'opaque') {
    const sentence =
      "The call has `mode: 'no-cors'`: the request is sent, and the page can read neither status nor body."
    return { readable: false, sentence, spec: specUrl('concept-filtered-response-opaque') }
  }
  if (type === 'opaqueredirect') {
    const sentence = "The answer is a redirect, and with `redirect: 'manual'` the page can read nothing of it."
    return { readable: false, sentence, spec: specUrl('concept-filtered-response-opaque-redirect') }
  }
  const sentence = `The page can read the answer, of status ${status}.`
  return { readable: true, sentence, status, spec: specUrl('concept-filtered-response') }
}

function consolesOf(failure: Failure, { request, finalUrl }: Inquiry): ConsoleMessages {
  const scene = { url: request.urlList[0]!.href, finalUrl, origin: request.origin }
  const { chromium, firefox, webkit } = consoleMessages(failure, scene)
  return {
    chromium: visibleStart(chromium, 999),
    firefox: visibleStart(firefox, 999),
    webkit: visibleStart(webkit, 999),
  }
}
