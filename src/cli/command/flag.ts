/** A flag of a command, as the table has it: parsing, help, completion and the document are made of it. */
export interface Flag {
  /** One letter. */
  readonly short?: string
  /** The name of its value in the help: `FILE`. A flag without it is on or off. */
  readonly value?: string
  /** The values that it takes. */
  readonly choices?: readonly string[]
  /** Other names of choices, which are not accepted, but help to find the choice. */
  readonly alsoCalled?: Readonly<Record<string, string>>
  readonly isRepeatable?: true
  readonly fallback?: string
  /** What it does: one sentence, without a period. */
  readonly summary: string
}

export type Flags = Readonly<Record<string, Flag>>

/** A word of a command that has no dashes. */
export interface Positional {
  readonly summary: string
  readonly isOptional?: true
  /** The values that it takes. */
  readonly choices?: readonly string[]
}

export type Positionals = Readonly<Record<string, Positional>>

type TextOf<One> = One extends { readonly choices: readonly (infer Choice extends string)[] } ? Choice : string

type ValueOf<One extends Flag> = One extends { readonly value: string }
  ? One extends { readonly isRepeatable: true }
    ? readonly TextOf<One>[]
    : One extends { readonly fallback: string }
      ? TextOf<One>
      : TextOf<One> | undefined
  : boolean

/** The values of flags, by their names. */
export type FlagValues<Known extends Flags> = { readonly [Name in keyof Known]: ValueOf<Known[Name]> }

/** The words without dashes, by their names. */
export type PositionalValues<Known extends Positionals> = {
  readonly [Name in keyof Known]: Known[Name] extends { readonly isOptional: true }
    ? TextOf<Known[Name]> | undefined
    : TextOf<Known[Name]>
}
