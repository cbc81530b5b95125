import { type Command, defineCommand } from '../command/command.ts'

/** The command that prints completions for shells, made of all commands. */
export function completionOf(commands: () => readonly Command[]): Command {
  return defineCommand({
    name: 'completion',
    summary: 'Prints what a shell needs to complete corsage',
    positionals: { shell: { summary: 'The shell', choices: ['bash', 'zsh', 'fish'] } },
    flags: {},
    examples: [
      {
        line: 'eval "$(corsage completion bash)"',
        does: 'Completes in this bash; add the line to ~/.bashrc to keep it',
      },
      { line: 'corsage completion fish > corsage.fish', does: 'Writes the file for ~/.config/fish/completions' },
    ],
    run: async ({ positionals: { shell } }) => {
      const { bashCompletion, fishCompletion, wordsOf, zshCompletion } = await import('../completion/shells.ts')
      const shells = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion }
      return { status: 0, text: [{ content: shells[shell](wordsOf(commands())) }] }
    },
  })
}
