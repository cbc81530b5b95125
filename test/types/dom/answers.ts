/** A policy returns values or promises, depending on its predicate. */
import {
  type AsyncCorsPolicy,
  cors,
  type CorsOptions,
  type CorsPolicy,
  type Decision,
  type SyncCorsPolicy,
} from 'corsage'

declare const request: Request
declare const response: Response
declare const wide: CorsOptions

const listed = cors({ origin: ['https://app.example.com'] })
export const decision: Decision = listed.decide(request)
export const preflight: Response | undefined = listed.preflight(request)
export const decorated: Response = listed.decorate(response, request)
export const isAllowed: boolean = listed.allowsOrigin('https://app.example.com')

const sync = cors({ origin: (origin) => origin.port === null })
export const syncDecision: Decision = sync.decide(request)
export const syncPolicy: SyncCorsPolicy = sync

const asynchronous = cors({ origin: async (origin) => origin.port === (await Promise.resolve(null)) })
export const asyncDecision: Promise<Decision> = asynchronous.decide(request)
export const asyncPreflight: Promise<Response | undefined> = asynchronous.preflight(request)
export const asyncDecorated: Promise<Response> = asynchronous.decorate(response, request)
export const asyncIsAllowed: Promise<boolean> = asynchronous.allowsOrigin('https://app.example.com')
export const asyncPolicy: AsyncCorsPolicy = asynchronous
// @ts-expect-error: a promise is not a decision, and always truthy
export const notADecision: Decision = asynchronous.decide(request)
// @ts-expect-error: an async policy is not a sync one
export const notSync: SyncCorsPolicy = asynchronous

const sometimes = cors({ origin: (origin) => origin.port === null || Promise.resolve(false) })
// @ts-expect-error: the result may be a promise
export const notAlways: Decision = sometimes.decide(request)
// @ts-expect-error: the result may be undefined
export const notAlwaysPromise: Promise<Decision> = sometimes.decide(request)
export const awaited: Promise<Decision> = (async () => await sometimes.decide(request))()

const unknown = cors(wide)
// @ts-expect-error: wide options may have an async predicate
export const notKnown: Decision = unknown.decide(request)

export const policies: readonly CorsPolicy[] = [listed, sync, asynchronous, sometimes, unknown]

// `decide` needs only the parts of a request that it reads.
export const ofParts: Decision = listed.decide({ method: 'GET', url: '/', headers: new Headers() })
// @ts-expect-error: decisions are read-only
decision.allowed = true
// @ts-expect-error: reasons are a closed set
export const typo = decision.reason === 'origin-not-allowed'
