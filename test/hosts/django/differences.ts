/** Why a policy in front of Django answers differently from django-cors-headers inside. */
export interface Difference {
  readonly name: string
  readonly reason: string
  readonly configurations: RegExp
  /** What differs: the request, what Django answers or a browser decides, and what it is now. */
  readonly differences: RegExp
  /** How many verdicts of browsers are wider than with Django, in all configurations together. */
  readonly wider: number
}

/** The first one that fits explains a difference. */
export const DIFFERENCES: readonly Difference[] = [
  {
    name: 'options-to-application',
    reason: 'Without an origin or a method, OPTIONS is no preflight, so the application answers.',
    configurations: /^/,
    differences: /^pre-(no-origin|empty-method): (200 |500 .*), now (200 hello|405 .*)$/s,
    wider: 0,
  },
  {
    name: 'path-with-line-feed',
    reason: 'The dot of the default CORS_URLS_REGEX matches no line feed, so Django has no policy for such a path.',
    configurations: /^/,
    differences: /^get-line-feed: -, now [rc]$/,
    wider: 25,
  },
  {
    name: 'outside-the-middleware',
    reason: 'A middleware before CorsMiddleware answers, and the policy is before all of them.',
    configurations: /^(common|short|raises|ssl-redirect)-before$/,
    differences: /^(get|post|head|pre|options)-.*: (-, now r|(200 short|301 |500 .*), now (200 |200 view))$/s,
    wider: 27,
  },
  {
    name: 'path-without-row',
    reason: 'A table answers preflights for paths without a row, and permits nothing. Django asks the application.',
    configurations: /^(urls-regex|signal-readme-model)$/,
    differences: /^pre-.*, now 204 $/s,
    wider: 0,
  },
  {
    name: 'static-files',
    reason: 'The row for static files answers preflights with the usual status.',
    configurations: /^whitenoise-/,
    differences: /^pre-static: 200 , now 204 $/,
    wider: 0,
  },
  {
    name: 'signal-listener',
    reason: 'A listener allows more, or raises. It stays to be written by hand, and a note says so.',
    configurations: /^signal-/,
    differences: /: (r, now -|500 .*, now .*|.*, now 500 .*)$/s,
    wider: 0,
  },
]
