import type { Result } from '../output/result.ts'
import type { Context } from './context.ts'
import type { Flags, FlagValues, Positionals, PositionalValues } from './flag.ts'

/** Ways to write a result besides text. Each is a flag of the commands that have it. */
export type Format = 'json' | 'sarif' | 'markdown'

/** A command line that works, and what it does. */
export interface Example {
  readonly line: string
  readonly does: string
}

/** A JSON Schema. */
export type JsonSchema = { readonly [keyword: string]: unknown }

interface Words {
  readonly name: string
  /** What the command does: one sentence, without a period. */
  readonly summary: string
  /** What else its users should know: paragraphs of the help. */
  readonly details?: readonly string[]
  readonly formats?: readonly Format[]
  /** Two real examples. The tests run them. */
  readonly examples: readonly Example[]
  /** The schema of what `--json` prints. */
  readonly schema?: JsonSchema
}

/** What a command gets from the command line. */
export interface Given<KnownFlags extends Flags, KnownPositionals extends Positionals> {
  readonly flags: FlagValues<KnownFlags>
  readonly positionals: PositionalValues<KnownPositionals>
}

/** A command, with everything that parsing, help, completion and the document need. */
export interface Command<
  KnownFlags extends Flags = Flags,
  KnownPositionals extends Positionals = Positionals,
> extends Words {
  readonly positionals: KnownPositionals
  readonly flags: KnownFlags
  /** Does the work. What it needs is imported inside, because every start reads all commands. */
  readonly run: (given: Given<KnownFlags, KnownPositionals>, context: Context) => Promise<Result>
}

/** Makes a command whose `run` knows the types of its flags. */
export function defineCommand<const KnownFlags extends Flags, const KnownPositionals extends Positionals>(
  command: Command<KnownFlags, KnownPositionals>,
): Command {
  // The parser makes the values of these very flags.
  return command as unknown as Command
}
