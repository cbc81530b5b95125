/** A way in which a server differs from a policy. The notes of an export have the same list. */
export interface NamedDifference {
  /** The code of the note. */
  readonly kind: string
  readonly targets: RegExp
  /** The names of the requests. */
  readonly requests: RegExp
  /** Whether the server lets more through. No browser can send these requests. */
  readonly grantsMore: boolean
}

export const DIFFERENCES: readonly NamedDifference[] = [
  { kind: 'nginx-two-origins', targets: /^nginx/, requests: /^two origins (good evil|same)$/, grantsMore: true },
  { kind: 'nginx-empty-origin', targets: /^nginx/, requests: /^empty origin( pre| echo)?$/, grantsMore: true },
  {
    kind: 'nginx-two-requests',
    targets: /^nginx/,
    requests: /^(two empty acrm|empty acrm and put|two long acrh)$/,
    grantsMore: true,
  },
  { kind: 'haproxy-two-lists', targets: /^HAProxy$/, requests: /^two long acrh$/, grantsMore: true },
  {
    kind: 'nginx-sec-fetch-site',
    targets: /^nginx/,
    requests: /^(sfs none and cross|empty site.*)$/,
    grantsMore: true,
  },
  { kind: 'nginx-unknown-headers', targets: /^nginx$/, requests: /unknown-acah$/, grantsMore: false },
  { kind: 'apache-unknown-headers', targets: /^Apache/, requests: /unknown-acah$/, grantsMore: false },
  { kind: 'apache-control-bytes', targets: /^Apache/, requests: /\\x/, grantsMore: false },
  { kind: 'caddy-control-bytes', targets: /^Caddy/, requests: /\\x/, grantsMore: false },
]
