import { PolicyError } from '../../policy/issues.ts'
import { UsageError } from './usage-error.ts'

/**
 * Runs a function whose arguments come from the command line.
 *
 * @param way what to type instead of values that it refuses
 * @throws {UsageError} if it refuses them
 */
export async function asUsage<Value>(run: () => Value | Promise<Value>, way: string): Promise<Value> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error
    throw new UsageError(error.issues.map(({ message }) => message).join('\n'), way)
  }
}
