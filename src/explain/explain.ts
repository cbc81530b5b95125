import type { Explanation } from './explanation.ts'
import { fixesOf } from './failures/index.ts'
import { flowPaths } from './flow/index.ts'
import { exchangesOf, probe, type Question, readQuestion, record, serverOf } from './inquiry/index.ts'
import { visibleStrings } from '../wording/visible-strings.ts'
import { outcomeOf } from './outcome.ts'
import { explainSteps } from './steps/index.ts'
import { warningsOf } from './warnings/index.ts'

/**
 * Makes a request as a browser does, and explains what browser and server decide on the way, what is wrong, and what to
 * change. With `network` the request is really made, and a safe one (GET, HEAD or OPTIONS) three more times, to find out
 * whether the response depends on the origin; `probe: false` leaves those out.
 *
 * @throws {TypeError} when nothing answers the request, or no browser makes it
 * @example
 * ```ts
 * import { cors } from 'corsage'
 * import { explain, render } from 'corsage/explain'
 *
 * const policy = cors({ origin: ['https://app.example.com'] })
 * const explanation = await explain({
 *   policy,
 *   page: 'https://app.example.com',
 *   url: 'https://api.example.com/users/7',
 *   method: 'DELETE',
 * })
 * if (!explanation.verdict.readable) console.log(render(explanation, 'text'))
 * ```
 */
export async function explain(question: Question): Promise<Explanation> {
  const wire = await readQuestion(question)
  const server = serverOf(question)
  const inquiry = await record(wire, question, server)
  const probes = question.probe === false ? undefined : await probe(inquiry, server)
  const { origin, urlList, method, credentials } = inquiry.request
  const verdict = outcomeOf(inquiry)
  const rows = exchangesOf(inquiry).flatMap(({ row }) => row ?? [])
  const explanation = visibleStrings({
    request: { origin, url: urlList[0]!.href, method, credentials, profile: inquiry.profile },
    verdict,
    ...(rows.length > 0 && { rows }),
    warnings: warningsOf(inquiry, probes),
    steps: explainSteps(inquiry),
    paths: flowPaths(inquiry, verdict.readable),
  })
  return { ...explanation, fixes: fixesOf(inquiry) }
}
