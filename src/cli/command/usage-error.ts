import { visibleLines } from '../output/visible-lines.ts'

/** The command line, or a file that it names, cannot be used. The exit status is 2. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError'
  /** What to type instead, or how to find out. */
  readonly way: string

  /**
   * @param message which value is wrong, and what is expected
   * @param way what to type instead
   */
  constructor(message: string, way: string) {
    super(visibleLines(message))
    this.way = way
  }
}

/** A server did not answer. The exit status is 3. */
export class UnreachableError extends UsageError {
  override readonly name = 'UnreachableError'
}
