/** A change of a source that breaks a guarantee. `find` has to be in the file exactly once. */
export type Mutation = readonly [why: string, file: string, find: string, replace: string]

/** The mutations that break one guarantee of SECURITY.md. */
export interface Claim {
  /** The words with which the guarantee begins in SECURITY.md. */
  readonly guarantee: string
  readonly mutations: readonly Mutation[]
}
