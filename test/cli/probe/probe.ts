import type { RequestListener } from 'node:http'
import type { Line } from '../../../src/cli/output/line.ts'
import { printLines } from '../../../src/cli/output/print.ts'
import type { ProbeFinding } from '../../../src/cli/probe/found.ts'
import { run } from '../../../src/cli/run.ts'
import type { CorsOptions } from '../../../src/index.ts'
import { listen } from '../../hosts/support/upstream.ts'

/** What `corsage probe --json` prints. */
export interface Probed {
  readonly url: string
  readonly failed: boolean
  readonly complete: boolean
  readonly requests: { readonly announced: number; readonly sent: number }
  readonly readers: { readonly withCookies: readonly string[]; readonly without: readonly string[] }
  readonly findings: readonly ProbeFinding[]
  readonly cookies?: string
  readonly policy: { readonly options: CorsOptions; readonly notes: readonly string[] }
  readonly notes: readonly string[]
}

export const APP = 'https://app.example.com'

/** Runs the command in this process, as fast as it can. */
export async function probe(
  url: string,
  ...words: readonly string[]
): Promise<{ readonly status: number; readonly told: string; readonly probed: Probed }> {
  let told = ''
  const paper = { hasColor: false, columns: undefined }
  const context = {
    cwd: '/',
    env: {},
    isInteractive: false,
    readInput: async () => '',
    tell: async (...lines: readonly Line[]) => {
      told += printLines(lines, paper)
    },
    progress: () => {},
  }
  const { text, status } = await run(['probe', url, '--json', ...words], context, paper)
  return { status, told, probed: JSON.parse(text) as Probed }
}

/** Probes a server that only lives as long as the probe, and counts what it gets. */
export async function probeServer(
  listener: RequestListener,
  words: readonly string[] = ['--origin', APP],
): Promise<Awaited<ReturnType<typeof probe>> & { readonly received: number }> {
  let received = 0
  const { origin, stop } = await listen((request, response) => {
    received++
    listener(request, response)
  })
  try {
    return { ...(await probe(`${origin}/me`, ...words)), received }
  } finally {
    await stop()
  }
}

/** The codes with their severities: `high any-origin-with-credentials`. */
export function codesOf({ findings }: Probed): string[] {
  return findings.map(({ code, severity }) => `${severity} ${code}`)
}
