import { randomBytes } from 'node:crypto'
import type { Context } from '../command/context.ts'
import { UnreachableError } from '../command/usage-error.ts'
import { NetworkFailure } from '../network/network-failure.ts'
import { readNumber } from './read-number.ts'
import { isLoopback } from '../../fetch/origin.ts'
import type { Line } from '../output/line.ts'
import type { Result } from '../output/result.ts'
import { createTransport } from '../network/transport.ts'
import { curlLine } from './curl.ts'
import { loadParts } from './load-parts.ts'
import type { Ask, Settings } from './plan.ts'
import { type Planned, plan, type Report, toProbeSarif } from './probe.ts'
import { SEVERITIES } from './problem.ts'
import { reportLines, reportMarkdown } from './report.ts'
import { basicAuth, maskUrl, masker, readHeaderLines } from './secrets.ts'
import { readOrigin, readTarget } from './target.ts'

/** Requests in a second to servers of other machines. */
const USUAL_RATE = 10

/** The flags of `corsage probe`. */
export interface ProbeFlags {
  readonly origin: readonly string[]
  readonly header: readonly string[]
  readonly method: string
  readonly 'max-requests': string
  readonly rate: string | undefined
  readonly timeout: string
  readonly 'allow-private': boolean
  readonly 'dry-run': boolean
  readonly 'fail-on': 'critical' | 'high' | 'medium' | 'low'
}

/** What to type, by the codes of failures. */
const WAYS: readonly (readonly [codes: RegExp, way: string])[] = [
  [/^PRIVATE_ADDRESS$/, 'Type --allow-private if you mean that address'],
  [/^TIMEOUT$/, 'Type --timeout 30 for a slow server'],
  [/SIGNED|^UNABLE_TO/, 'Set NODE_EXTRA_CA_CERTS to the file of the authority, if it is your own'],
]

/**
 * Reads the command line, announces the requests, sends them, and reports.
 *
 * @throws {UnreachableError} if the server does not answer the first one
 */
export async function runProbe(typed: string, flags: ProbeFlags, context: Context): Promise<Result> {
  try {
    return await announceAndRun(typed, flags, context)
  } catch (error) {
    if (!(error instanceof NetworkFailure)) throw error
    const way = WAYS.find(([codes]) => codes.test(error.code ?? ''))?.[1]
    throw new UnreachableError(`No answer: ${error.message}`, way ?? 'Check the URL, and whether the server runs')
  } finally {
    context.progress()
  }
}

async function announceAndRun(typed: string, flags: ProbeFlags, context: Context): Promise<Result> {
  const url = readTarget(typed)
  const maxRequests = readNumber('--max-requests', flags['max-requests'], 3, 1000, true)
  const usualRate = isLoopback(url.hostname) ? Infinity : USUAL_RATE
  const rate = flags.rate === undefined ? usualRate : readNumber('--rate', flags.rate, 0.1, 10_000)
  const timeout = readNumber('--timeout', flags.timeout, 0.1, 60)
  const secrets = [...basicAuth(url), ...readHeaderLines(flags.header)]
  const settings: Settings = {
    url,
    expected: [...new Set(flags.origin.map(readOrigin))],
    method: flags.method,
    secrets,
    maxRequests,
    token: randomBytes(6).toString('hex'),
  }
  const { parts, toSarif } = await loadParts()
  const planned = await plan(settings, parts)
  if (flags['dry-run']) return dryRun(planned, settings)
  await context.tell(...announcement(planned.asks, settings, rate))
  const transport = createTransport({
    isPrivateAllowed: flags['allow-private'],
    typedHosts: new Set([url.hostname]),
    timeout: timeout * 1000,
  })
  const report = await planned.run(transport, {
    rate,
    onProgress: (done, { sent, asker }) => {
      const from = asker ? ` from ${asker.origin}` : ''
      context.progress(`${done + 1} of ${planned.asks.length}: ${sent.method}${from}`)
    },
  })
  context.progress()
  const failing = new Set(SEVERITIES.slice(0, SEVERITIES.indexOf(flags['fail-on']) + 1))
  const isFailure = report.findings.some(({ severity }) => failing.has(severity))
  return {
    status: isFailure ? 1 : report.isCut ? 3 : 0,
    text: reportLines(report),
    json: jsonOf(report, isFailure),
    markdown: () => reportMarkdown(report),
    sarif: () => toProbeSarif(report, toSarif),
  }
}

/** What will be sent, before anything is. */
function announcement(asks: readonly Ask[], settings: Settings, rate: number): Line[] {
  const { url, secrets } = settings
  const mask = masker(url, secrets)
  const counts = new Map<string, number>()
  for (const { sent } of asks) counts.set(sent.method, (counts.get(sent.method) ?? 0) + 1)
  const methods = Array.from(counts, ([method, count]) => `${count} ${method}`).join(' and ')
  const origins = new Set(asks.map(({ asker }) => asker?.origin)).size - 1
  const names = [...new Set(secrets.map(([name]) => name))].join(', ')
  return [
    `Sending ${asks.length} requests to ${mask(maskUrl(url))}: ${methods}, from ${origins} origins${paceOf(asks.length, rate)}.`,
    ...(isSafe(settings.method) ? [] : [`${settings.method} may change data. Ctrl-C ends at once.`]),
    ...(names ? [`With ${names}, except in preflights.`] : []),
  ]
}

function paceOf(count: number, rate: number): string {
  return rate === Infinity ? '' : `, at most ${rate} a second (about ${Math.ceil(count / rate)} s)`
}

function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD'
}

function dryRun({ asks }: Planned, settings: Settings): Result {
  const mask = masker(settings.url, settings.secrets)
  const lines = asks.map((ask) => mask(curlLine(ask, settings)))
  return {
    status: 0,
    text: [`${asks.length} requests:`, ...lines.map((text): Line => ({ isWhole: true, spans: [text] }))],
    json: { url: mask(maskUrl(settings.url)), requests: { announced: asks.length, sent: 0 }, curl: lines },
    markdown: () => lines.map((line) => `- \`${line.replaceAll('`', "'")}\`\n`).join(''),
  }
}

function jsonOf(report: Report, failed: boolean): object {
  const { url, planned, sent, readers, findings, cookies, policy, notes, isCut } = report
  return {
    url,
    failed,
    complete: !isCut,
    requests: { announced: planned, sent },
    readers,
    findings,
    ...(cookies !== undefined && { cookies }),
    policy,
    notes,
  }
}
