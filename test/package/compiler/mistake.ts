/** Options with one mistake, as users of other libraries and of environment variables write them. */
export interface Mistake {
  readonly title: string
  /** The options, as an expression. */
  readonly options: string
  /** The words of the last line that say what to write. */
  readonly wayOut: RegExp
  /** Whether only the literal type shows the mistake: the type `string` has to compile. */
  readonly isLiteral?: boolean
  /** Whether a parameter has no type of its own, so that only a call or an annotation gives it one. */
  readonly isContextual?: boolean
}

/** Says that a flag or a predicate is a boolean. */
export const RETURNS: RegExp = /true or false/
/** Says how to read a variable. */
export const PARSE: RegExp = /parseOrigins\(process\.env\.X \?\? ''\)/
