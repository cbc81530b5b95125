import { allFlags } from '../command/all-flags.ts'
import type { Command } from '../command/command.ts'

/** A flag, as a shell completes it. */
export interface FlagWord {
  readonly name: string
  readonly short: string | undefined
  readonly summary: string
  readonly takesValue: boolean
  /** The values that it takes. Any file, if there are none. */
  readonly choices: readonly string[]
}

/** A command, as a shell completes it. */
export interface CommandWords {
  readonly name: string
  readonly summary: string
  readonly flags: readonly FlagWord[]
  /** The values of its first word. Any file, if there are none. */
  readonly choices: readonly string[]
}

/** What a shell can complete after `corsage`. */
export function wordsOf(commands: readonly Command[]): CommandWords[] {
  return commands.map((command) => ({
    name: command.name,
    summary: command.summary,
    flags: Object.entries(allFlags(command)).map(([name, { short, value, choices = [], summary }]) => ({
      name,
      short,
      summary,
      takesValue: value !== undefined,
      choices,
    })),
    choices: Object.values(command.positionals)[0]?.choices ?? [],
  }))
}
