/** A host that `corsage init` writes for. */
export interface Host {
  /** How people call it. */
  readonly title: string
  /** What a project for this host has: one of these packages, or one of these files. */
  readonly signs: { readonly packages?: readonly string[]; readonly files?: readonly string[] }
  /** Where the policy goes: the path without its ending. Not a folder whose files are routes. */
  readonly policy: string
  /** Where the policy is mounted: the path without its ending. */
  readonly mount: string
  /** Whether the file has other content too, so that it is never made. */
  readonly isPart?: true
  /** Whether its imports of own files have no ending, as bundlers and Bun resolve them. */
  readonly isBundled?: true
  /** The lines that mount the policy, after the import of `policy`. They are TypeScript and JavaScript at once. */
  readonly imports: readonly string[]
  readonly code: string
}
