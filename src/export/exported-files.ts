/** The configuration of a server. Nothing is written to a disk. */
export interface ExportedFiles {
  /** The text of each file, by its name. */
  readonly files: { readonly [name: string]: string }
  /** Every difference between the server and the policy. None of them lets a browser read or send more. */
  readonly notes: readonly ExportNote[]
}

/** A difference between a server and a policy. */
export interface ExportNote {
  /** A stable name in kebab-case: `nginx-empty-origin`. */
  readonly code: string
  readonly message: string
}
