import type { Command } from '../command/command.ts'
import { type Line, styled } from '../output/line.ts'
import { section } from './command-help.ts'

/** What each exit status says. */
export const EXIT_STATUSES: readonly (readonly [status: string, words: string])[] = [
  ['0', 'Clean: nothing was found'],
  ['1', 'Findings: something is wrong with a policy, an endpoint or a request'],
  ['2', 'Usage: the command line, or a file that it names, cannot be used'],
  ['3', 'Unreachable: a server did not answer'],
]

/** The help of the whole. */
export function mainHelp(commands: readonly Command[]): Line[] {
  return [
    { spans: [styled('bold', 'Usage:'), ' corsage COMMAND [flags]'] },
    '',
    'Explains, checks and moves the rules by which other websites may use your API (CORS).',
    ...section(
      'Commands',
      commands.map(({ name, summary }) => [name, summary]),
    ),
    ...section('Flags', [
      ['-h, --help', 'Prints this help, or that of a command: corsage audit --help'],
      ['-V, --version', 'Prints the version'],
    ]),
    ...section('Exit status', EXIT_STATUSES),
    ...section('Environment', [
      ['NO_COLOR', 'Turns colours off. They are only on in terminals'],
      ['FORCE_COLOR', 'Turns colours on, in pipes too. 0 turns them off'],
    ]),
    '',
    'The file name - reads standard input.',
  ]
}
