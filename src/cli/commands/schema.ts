import type { Command } from '../command/command.ts'
import { defineCommand } from '../command/command.ts'

/** The command that prints the schemas of others. */
export function schemaOf(commands: readonly Command[]): Command {
  const described = commands.filter(({ schema }) => schema)
  const names = described.map(({ name }) => name)
  return defineCommand({
    name: 'schema',
    summary: 'Prints the JSON Schema of what a command prints with --json',
    positionals: { command: { summary: 'The command that prints the JSON', choices: names } },
    flags: {},
    examples: [
      { line: 'corsage schema audit', does: 'Prints the schema of corsage audit --json' },
      { line: 'corsage schema diff > diff.schema.json', does: 'Writes the schema into a file' },
    ],
    run: async ({ positionals }) => {
      const { name, schema } = described.find((command) => command.name === positionals.command)!
      const document = {
        $schema: 'http://json-schema.org/draft-07/schema#',
        title: `What corsage ${name} --json prints`,
        ...schema,
      }
      return { status: 0, text: [{ content: JSON.stringify(document, null, 2) }] }
    },
  })
}
