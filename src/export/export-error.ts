import { quote } from '../wording/quote.ts'
import { visible } from '../wording/visible.ts'

/** The servers and platforms that a policy can be exported to. */
export type ExportTarget =
  | 'nginx'
  | 'apache'
  | 'caddy'
  | 'haproxy'
  | 's3'
  | 'r2'
  | 'gcs'
  | 'azure-blob'
  | 'api-gateway'
  | 'envoy'
  | 'gateway-api'

/** All codes of an {@link ExportIssue}. */
export type ExportIssueCode =
  | 'export-predicate'
  | 'export-reflected-headers'
  | 'export-cookieless'
  | 'export-method'
  | 'export-too-many-origins'
  | 'export-too-many-rows'
  | 'export-too-many-headers'
  | 'export-no-origin'
  | 'export-null-origin'
  | 'export-origin-pattern'
  | 'export-credentials'
  | 'export-any-header'
  | 'export-exposed-headers'
  | 'export-max-age'
  | 'export-timing'
  | 'export-enforce'

/** One reason why a server cannot do what a policy says. */
export interface ExportIssue {
  /** A stable name in kebab-case: `export-predicate`. */
  readonly code: ExportIssueCode
  /** The option that the server cannot follow: `origin`. */
  readonly option: string
  readonly target: ExportTarget
  /** The key of the row, in a table. */
  readonly row?: string
  /** What the server cannot do, and what to do instead. */
  readonly message: string
}

/** The error for a policy that a server cannot follow exactly. It lists every reason, not only the first. */
export class ExportError extends TypeError {
  override readonly name = 'ExportError'
  /** All reasons. */
  readonly issues: readonly ExportIssue[]

  constructor(target: ExportTarget, issues: readonly ExportIssue[]) {
    const paragraphs = issues.map(
      ({ code, message, row }) =>
        `\n\n- ${row ? `${quote(row)}: ` : ''}${visible(message)}\n  (docs/export.md#${code})`,
    )
    super(`This policy cannot be exported to ${target} (${issues.length}):${paragraphs.join('')}\n`)
    this.issues = Object.freeze(issues)
  }
}
