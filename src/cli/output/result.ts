import type { SarifLog } from '../../audit/index.ts'
import type { Line } from './line.ts'

/** 0: clean, 1: findings, 2: the command line cannot be used, 3: a server did not answer. */
export type ExitStatus = 0 | 1 | 2 | 3

/** What a command found, in all ways to write it. The commands write nothing to standard output themselves. */
export interface Result {
  readonly status: ExitStatus
  readonly text: readonly Line[]
  /** What `--json` prints. */
  readonly json?: unknown
  readonly sarif?: () => SarifLog
  readonly markdown?: () => string
}
