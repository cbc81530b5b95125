/**
 * The same type with a sentence that says what to write. The compiler prints the names of types with their arguments,
 * so a value of another type gets the sentence in its message.
 */
export type Expected<Type, Sentence extends string> = Type | (Type & Note<Sentence>)

/** An optional member, so that the union above is the type itself. An alias of the type alone would lose its name. */
interface Note<Sentence> {
  readonly note?: Sentence
}

/**
 * A type that no value has, carrying the reason. It is an object type, because intersecting two string literals gives
 * `never`, which would hide the reason.
 */
export interface Illegal<Sentence extends string> {
  readonly illegal: Sentence
}
