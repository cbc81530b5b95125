import { quote } from '../wording/quote.ts'
import type { Command } from './command/command.ts'
import type { Context } from './command/context.ts'
import { parse } from './command/parse.ts'
import { meantName } from './command/meant-name.ts'
import { UsageError } from './command/usage-error.ts'
import { COMMANDS } from './commands/table.ts'
import { commandHelp } from './help/command-help.ts'
import { mainHelp } from './help/main-help.ts'
import { type Paper, print } from './output/print.ts'
import type { ExitStatus, Result } from './output/result.ts'
import { VERSION } from './version.ts'

/** What goes to standard output, and the exit status. */
export interface Printed {
  readonly text: string
  readonly status: ExitStatus
}

/**
 * Runs a command line.
 *
 * @param words the words after the name of the program
 * @throws {UsageError} if the command line cannot be used, or a file or a server that it names
 */
export async function run(words: readonly string[], context: Context, paper: Paper): Promise<Printed> {
  const [first, ...rest] = words
  const show = (result: Result): Printed => ({ text: print(result, undefined, paper), status: result.status })
  if (first === undefined) return show({ status: 2, text: mainHelp(COMMANDS) })
  if (first === '--version' || first === '-V') return { text: `${VERSION}\n`, status: 0 }
  if (first === '--help' || first === '-h' || first === 'help') {
    const [name] = rest
    const text = name === undefined ? mainHelp(COMMANDS) : commandHelp(findCommand(name))
    return show({ status: 0, text })
  }
  const command = findCommand(first)
  const { given, format, isHelp } = parse(command, rest)
  if (isHelp) return show({ status: 0, text: commandHelp(command) })
  const result = await command.run(given, context)
  return { text: print(result, format, paper), status: result.status }
}

function findCommand(name: string): Command {
  const command = COMMANDS.find((one) => one.name === name)
  if (command) return command
  const names = COMMANDS.map((one) => one.name)
  const near = meantName(name, names)
  const what = name.startsWith('-')
    ? 'The command comes before its flags, and the first word is'
    : 'No command is called'
  throw new UsageError(
    `${what} ${quote(name)}`,
    near && !name.startsWith('-') ? `Type corsage ${near}` : `Type one of ${names.join(', ')}, or corsage --help`,
  )
}
