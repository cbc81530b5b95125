/**
 * The same type with a sentence that says what to write. The compiler prints the names of types with their arguments,
 * so a value of another type gets the sentence in its message.
 */
export type Expected<Type, Sentence extends string> = Type | (Note<Sentence> & Type)

/**
 * The second member of the union adds nothing to the first, but an alias of one type would lose its name. The note comes
 * first in its intersection, so that the compiler names it before the type.
 */
interface Note<Sentence> {
  readonly note: Sentence
}

/**
 * A type that no value has, carrying the reason. It is an object type, because intersecting two string literals gives
 * `never`, which would hide the reason.
 */
export interface Illegal<Sentence extends string> {
  readonly illegal: Sentence
}
