import type { Line } from '../output/line.ts'

/** What a command sees of the world. */
export interface Context {
  /** The folder that relative paths begin at. */
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whether questions can be asked and progress can be shown. */
  readonly isInteractive: boolean
  /** Reads all of standard input, once. */
  readonly readInput: () => Promise<string>
  /** Writes to standard error at once: what will happen, and what is not part of the result. */
  readonly tell: (...lines: readonly Line[]) => Promise<void>
  /** Replaces the line of progress, on terminals only. Without words, the line is removed. */
  readonly progress: (words?: string) => void
}
