export { type Browser, type BrowserOptions, createBrowser, type Page, type PageRequestInit } from './browser.ts'
export type { ConsoleMessages } from './outcome/console-messages.ts'
export { CorsError } from './outcome/cors-error.ts'
export type { FailureCode } from './outcome/failure.ts'
export type { Header, HeaderList } from './terms/header-list.ts'
export type { ProfileName } from './profile.ts'
export type { Step, StepId } from './outcome/step.ts'
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
} from './terms/wire.ts'
