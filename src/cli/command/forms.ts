import type { Command } from './command.ts'
import type { Flag } from './flag.ts'

/** A command line in short, for helps and errors: `audit FILE [flags]`. */
export function formOf({ name, positionals }: Command): string {
  const words = Object.entries(positionals).map(([word, { isOptional }]) =>
    isOptional ? `[${word.toUpperCase()}]` : word.toUpperCase(),
  )
  return [name, ...words, '[flags]'].join(' ')
}

/** A flag with its letter and the name of its value: `-X, --method METHOD`. */
export function formOfFlag(name: string, { short, value, choices }: Flag): string {
  return [`${short ? `-${short}, ` : ''}--${name}`, ...(value ? [choices?.join('|') ?? value] : [])].join(' ')
}
