export { type Browser, type BrowserOptions, createBrowser, type Page, type PageRequestInit } from './browser.ts'
export type { ConsoleMessages } from './console-messages.ts'
export { CorsError } from './cors-error.ts'
export type { FailureCode } from './failure.ts'
export type { Header, HeaderList } from './header-list.ts'
export type { ProfileName } from './profile.ts'
export type { Step, StepId } from './step.ts'
export { createUserAgent, type UserAgent, type UserAgentOptions } from './user-agent.ts'
export type {
  CacheMode,
  Client,
  CookieContext,
  CookieStore,
  CredentialsMode,
  Failure,
  Mode,
  RedirectMode,
  ReferrerPolicy,
  Transport,
  TransportResponse,
  WireRequest,
  WireResponse,
} from './wire.ts'
