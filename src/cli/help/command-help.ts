import { allFlags } from '../command/all-flags.ts'
import type { Command } from '../command/command.ts'
import { formOf, formOfFlag } from '../command/forms.ts'
import { type Line, styled } from '../output/line.ts'

/** Where the explanation of a flag begins, if the flag is short enough. */
const COLUMN = 28

/** The help of one command. */
export function commandHelp(command: Command): Line[] {
  const { summary, details = [], positionals, examples } = command
  return [
    { spans: [styled('bold', 'Usage:'), ` corsage ${formOf(command)}`] },
    '',
    `${summary}.`,
    ...details.flatMap((paragraph): Line[] => ['', paragraph]),
    ...section(
      'Arguments',
      Object.entries(positionals).map(([name, { summary: words, choices }]) => [
        name.toUpperCase(),
        choices ? `${words}: ${choices.join(', ')}` : words,
      ]),
    ),
    ...section(
      'Flags',
      Object.entries(allFlags(command)).map(([name, flag]) => [
        formOfFlag(name, flag),
        [
          flag.summary,
          ...(flag.isRepeatable ? ['can be given several times'] : []),
          ...(flag.fallback === undefined ? [] : [`default: ${flag.fallback}`]),
        ].join('; '),
      ]),
    ),
    ...heading('Examples'),
    ...examples.flatMap(({ line, does }): Line[] => [
      { indent: 2, spans: [styled('dim', `# ${does}`)] },
      { indent: 2, isWhole: true, spans: [line] },
    ]),
  ]
}

/** A heading, and terms with their explanations. Nothing if there are no terms. */
export function section(title: string, rows: readonly (readonly [term: string, words: string])[]): Line[] {
  return rows.length ? [...heading(title), ...rows.flatMap(([term, words]) => row(term, words))] : []
}

function heading(title: string): Line[] {
  return ['', { spans: [styled('bold', `${title}:`)] }]
}

function row(term: string, words: string): Line[] {
  const space = COLUMN - term.length - 2
  return space > 0
    ? [{ indent: 2, hang: COLUMN - 2, spans: [styled('cyan', term), ' '.repeat(space), words] }]
    : [
        { indent: 2, isWhole: true, spans: [styled('cyan', term)] },
        { indent: COLUMN, spans: [words] },
      ]
}
