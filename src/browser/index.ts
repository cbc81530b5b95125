// 1. terms/ and request/: the words (origin, site, header list, failure), and how a page's call becomes a request.
// 2. fetch/: main fetch, scheme fetch, HTTP fetch, redirects, and the filtered response.
// 3. preflight/ and network/: what is asked of the server first, and how a request is sent.
// 4. checks/ and outcome/: whether the page may have the response, and what page and console get.
// Imports go one way: terms < cookies < outcome < request < checks < network < preflight < fetch.
// Step numbers follow the review draft of June 2026: https://fetch.spec.whatwg.org/review-drafts/2026-06/

export { type Browser, type BrowserOptions, createBrowser, type Page } from './browser.ts'
export type { ConsoleMessages } from './outcome/console-messages.ts'
export { CorsError } from './outcome/cors-error.ts'
export type { Step, StepId } from './outcome/step.ts'
export type { ProfileName } from './profile.ts'
export type { PageRequestInit } from './request/page-request.ts'
export type { Failure, FailureCode } from './terms/failure.ts'
export type { Header, HeaderList } from './terms/header-list.ts'
export type {
  CacheMode,
  Client,
  CookieContext,
  CookieStore,
  CredentialsMode,
  Mode,
  RedirectMode,
  ReferrerPolicy,
  Transport,
  TransportResponse,
  WireRequest,
  WireResponse,
} from './terms/wire.ts'
export { createUserAgent, type UserAgent, type UserAgentOptions } from './user-agent.ts'
