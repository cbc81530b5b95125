import type { SarifLog } from '../../audit/index.ts'
import type { CorsOptions } from '../../policy/options.ts'
import { quote } from '../../wording/quote.ts'
import type { createUserAgent, Transport } from '../../browser/index.ts'
import type { Hosts } from './askers.ts'
import { browserModel } from './browser-model.ts'
import { asAuditFinding, foundIn, type ProbeFinding, type RuleWords } from './found.ts'
import { type Ask, planProbe, type Settings } from './plan.ts'
import { policySeen, type SeenPolicy } from './policy-seen.ts'
import { cacheProblems, errorProblems, type IsShared } from './rules/caches.ts'
import { headerProblems } from './rules/headers.ts'
import { originProblems, sendingProblems } from './rules/origins.ts'
import { preflightProblems } from './rules/preflights.ts'
import { aboutCookies } from './rules/weigh.ts'
import { maskUrl, masker } from './secrets.ts'
import { sendAll, type Sighting } from './send.ts'
import { viewOf } from './view.ts'

/** The parts of the library that the probe uses, which commands load when they run. */
export interface Parts {
  readonly createUserAgent: typeof createUserAgent
  readonly hosts: Hosts
  readonly isShared: IsShared
  readonly rules: RuleWords
  readonly cors: (options: CorsOptions) => unknown
}

/** What the probe found. Every string is masked. */
export interface Report {
  readonly url: string
  readonly planned: number
  readonly sent: number
  readonly findings: readonly ProbeFinding[]
  readonly readers: { readonly withCookies: readonly string[]; readonly without: readonly string[] }
  /** Which cookies the pages can use, if a finding is exploitable with cookies. */
  readonly cookies: string | undefined
  readonly policy: SeenPolicy
  /** What was not seen, and why. */
  readonly notes: readonly string[]
  /** Whether the server stopped answering. */
  readonly isCut: boolean
}

/** A probe that is planned and not sent yet. */
export interface Planned {
  readonly asks: readonly Ask[]
  readonly run: (send: Transport, pace: Parameters<typeof sendAll>[2]) => Promise<Report>
}

/** Plans a probe: the number of its requests is known before the first one. */
export async function plan(settings: Settings, parts: Parts): Promise<Planned> {
  const model = browserModel(parts.createUserAgent)
  const { asks, left } = await planProbe(settings, model, parts.hosts)
  const mask = masker(settings.url, settings.secrets)
  return {
    asks,
    run: async (send, pace) => {
      const sighting = await sendAll(asks, send, pace)
      const view = await viewOf(settings, sighting.seen, model)
      const problems = [
        ...originProblems(view),
        ...sendingProblems(view),
        ...headerProblems(view),
        ...cacheProblems(view, parts.isShared),
        ...errorProblems(view),
        ...preflightProblems(view),
      ]
      const { options, notes } = policySeen(view, parts.cors, mask)
      const isReading = (what: 'withCookies' | 'without') =>
        view.reads.filter((reading) => reading[what].isAllowed).map(({ asker }) => asker.origin)
      return {
        url: mask(maskUrl(settings.url)),
        planned: asks.length,
        sent: sighting.sent,
        findings: foundIn(problems, settings, parts.rules, mask),
        readers: { withCookies: isReading('withCookies'), without: isReading('without') },
        cookies: problems.some(({ impact }) => impact === 'exploitable-with-cookies') ? aboutCookies(view) : undefined,
        policy: { options, notes: notes.map(mask) },
        notes: notesOf(settings, sighting, left).map(mask),
        isCut: sighting.stopped !== undefined,
      }
    },
  }
}

function notesOf(
  { expected, url, maxRequests }: Settings,
  { seen, sent, stopped, failures }: Sighting,
  left: number,
): string[] {
  const status = seen[0]!.answer.status
  return [
    ...(stopped === undefined ? [] : [`The probe stopped after ${sent} requests: ${stopped}`]),
    ...(stopped === undefined && failures.length
      ? [`${failures.length} requests got no answer: ${failures[0]!.message}`]
      : []),
    ...(left ? [`${left} requests were left out, because --max-requests is ${maxRequests}`] : []),
    ...(status >= 400 ? [`The status is ${status}, so this is what an error page allows`] : []),
    ...(expected.length
      ? []
      : [
          `The tricks are about ${quote(url.origin)}: give --origin with an origin that should be allowed, and they are about that one`,
        ]),
  ]
}

/** The findings as SARIF. */
export function toProbeSarif(
  { findings, url }: Report,
  toSarif: (findings: ReturnType<typeof asAuditFinding>[], options: { uri: string }) => SarifLog,
): SarifLog {
  // SARIF encodes the URL once more.
  return toSarif(findings.map(asAuditFinding), { uri: decodeURI(url) })
}
