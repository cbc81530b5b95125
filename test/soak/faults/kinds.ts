// The faults of a store, one kind of origin each: what the store does when it is asked about it, and whether the origin
// may be allowed. The Worker under test and the one that checks it read the same table.

/** The settings of the store under test. Times in seconds. */
export const SETTINGS = {
  fresh: 0.1,
  stale: 0.3,
  negative: 0.1,
  deadline: 0.1,
  max: 2000,
  maxNegative: 2000,
  maxConcurrent: 500,
}

/** How long an origin of the kind `turn` is allowed, and then is not. */
const TURN_MS = 3000
/** The clock of a Worker stands still while its code runs, and two Workers ask for the time at different moments. */
const CLOCK_MS = 300

type StoreAnswer = unknown

interface Fault {
  /** How often it is sent, in proportion to the others. */
  readonly weight: number
  /** How many different origins there are. More than the places of the store, where it should not remember them. */
  readonly origins: number
  /** What the store does when it is asked. The number is one more each time, whatever the origin. */
  readonly get: (asked: number, signal: AbortSignal) => StoreAnswer
  /** Whether an answer may allow it that was given between two moments. */
  readonly mayAllow: (from: number, to: number) => boolean
}

const never = (): boolean => false
const always = (): boolean => true
const hang = (): Promise<never> => new Promise(() => {})
const fail = (): never => {
  throw new Error('The store is broken')
}
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const isTurn = (at: number): boolean => Math.floor(at / TURN_MS) % 2 === 0

/** Values that are not `true`, although most of them count as true in JavaScript. */
const LIES: readonly StoreAnswer[] = [
  'true',
  1,
  'https://app.example',
  {},
  [],
  [true],
  () => true,
  Object(true),
  Symbol.iterator,
  1n,
  undefined,
  null,
  Number.NaN,
  { allowed: true },
  new Map([['allowed', true]]),
]

/** A promise that never settles, and one that throws when it is asked. */
const THENABLES: readonly StoreAnswer[] = [
  // oxlint-disable-next-line unicorn/no-thenable
  Object.freeze({ then: () => {} }),
  // oxlint-disable-next-line unicorn/no-thenable
  Object.defineProperty({}, 'then', { get: fail }),
]

export const FAULTS = {
  yes: { weight: 20, origins: 500, get: () => Promise.resolve(true), mayAllow: always },
  'yes-at-once': { weight: 5, origins: 100, get: () => true, mayAllow: always },
  'yes-later': { weight: 10, origins: 300, get: () => wait(5).then(() => true), mayAllow: always },
  no: { weight: 10, origins: 1_000_000, get: () => Promise.resolve(false), mayAllow: never },
  'no-later': { weight: 10, origins: 1_000_000, get: () => wait(5).then(() => false), mayAllow: never },
  throw: { weight: 8, origins: 2000, get: fail, mayAllow: never },
  reject: { weight: 8, origins: 2000, get: () => wait(1).then(fail), mayAllow: never },
  hang: { weight: 2, origins: 2000, get: hang, mayAllow: never },
  late: { weight: 2, origins: 200, get: () => wait(SETTINGS.deadline * 2000).then(() => true), mayAllow: always },
  'late-no': { weight: 2, origins: 2000, get: () => wait(SETTINGS.deadline * 2000).then(() => false), mayAllow: never },
  'late-error': { weight: 1, origins: 2000, get: () => wait(SETTINGS.deadline * 2000).then(fail), mayAllow: never },
  flap: {
    weight: 8,
    origins: 200,
    get: (asked) => [Promise.resolve(true), wait(1).then(fail), hang()][asked % 3],
    mayAllow: always,
  },
  lie: { weight: 8, origins: 2000, get: (asked) => LIES[asked % LIES.length], mayAllow: never },
  'lie-later': {
    weight: 8,
    origins: 2000,
    get: (asked) => wait(1).then(() => LIES[asked % LIES.length]),
    mayAllow: never,
  },
  'lie-of-promise': { weight: 2, origins: 2000, get: (asked) => THENABLES[asked % THENABLES.length], mayAllow: never },
  abort: {
    weight: 4,
    origins: 2000,
    get: (_asked, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error))
      }),
    mayAllow: never,
  },
  turn: {
    weight: 10,
    origins: 50,
    get: () => Promise.resolve(isTurn(Date.now())),
    mayAllow: (from, to) =>
      isTurn(from - (SETTINGS.fresh + SETTINGS.stale) * 1000 - CLOCK_MS) || isTurn(from) || isTurn(to),
  },
} satisfies Readonly<Record<string, Fault>>

export type FaultName = keyof typeof FAULTS

export const FAULT_NAMES = Object.keys(FAULTS) as readonly FaultName[]

/** An origin of a kind and of a tenant, as its host says: the store can answer from the host alone. */
export function originOf(kind: FaultName, number: number, tenant: string): string {
  return `https://n${number}.${kind}.${tenant}.example`
}

/** What an origin says about itself. */
export function readOrigin(origin: string): { kind: FaultName; tenant: string } | undefined {
  const [, kind = '', tenant = ''] = /^https:\/\/n\d+\.([a-z-]+)\.([a-z\d]+)\.example$/.exec(origin) ?? []
  return Object.hasOwn(FAULTS, kind) ? { kind: kind as FaultName, tenant } : undefined
}
