import type { Command, Format } from './command.ts'
import type { Flag, Flags } from './flag.ts'

const FORMAT_FLAGS: Readonly<Record<Format, Flag>> = {
  json: { summary: 'Prints JSON, as `corsage schema` describes it' },
  sarif: { summary: 'Prints SARIF 2.1.0, for code scanning' },
  markdown: { summary: 'Prints Markdown, for a comment or a summary' },
}

/** The flags that every command has. */
export const GLOBAL_FLAGS: Flags = {
  help: { short: 'h', summary: 'Prints this help' },
}

/** All flags of a command: its own, those of its formats, and those of all commands. */
export function allFlags({ flags, formats = [] }: Command): Flags {
  return {
    ...flags,
    ...Object.fromEntries(formats.map((format) => [format, FORMAT_FLAGS[format]])),
    ...GLOBAL_FLAGS,
  }
}
