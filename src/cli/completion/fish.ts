import type { CommandWords } from './words.ts'

/** The completion for fish. */
export function fishCompletion(commands: readonly CommandWords[]): string {
  const lines = commands.flatMap(({ name, summary, flags, choices }) => [
    `complete -c corsage -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
    ...(choices.length
      ? [`complete -c corsage -n '__fish_seen_subcommand_from ${name}' -f -a ${quoted(choices.join(' '))}`]
      : []),
    ...flags.map((flag) =>
      [
        `complete -c corsage -n '__fish_seen_subcommand_from ${name}' -l ${flag.name}`,
        ...(flag.short ? [`-s ${flag.short}`] : []),
        ...(flag.choices.length ? [`-x -a ${quoted(flag.choices.join(' '))}`] : flag.takesValue ? ['-r'] : []),
        `-d ${quoted(flag.summary)}`,
      ].join(' '),
    ),
  ])
  return `# Completion of corsage for fish: corsage completion fish > ~/.config/fish/completions/corsage.fish
${lines.join('\n')}
`
}

function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`
}
