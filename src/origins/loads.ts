import { after, isPromise } from '../runtime/promise.ts'
import { isMeant } from './answers.ts'
import { keepAlive } from './keep-alive.ts'

/** The store's answer, or `undefined` if it did not answer. */
export type Answer = boolean | undefined | Promise<boolean | undefined>

/** A question to the store, as a request puts it. */
export interface Question {
  readonly tenant: string
  readonly name: string
  /** Whether the store has allowed the name before. */
  readonly isKnown: boolean
  readonly context: unknown
  /** When the request stops waiting, in milliseconds. */
  readonly end: number
}

/** What requests know of a question that one of them has put. */
interface Load extends Question {
  readonly asked: number
  isOver: boolean
  /** Whether something was invalidated after the question, so that the answer may be old. */
  isVoid: boolean
  answer: boolean | undefined
  followers: number
}

/** What a question leads to. */
export interface Outcomes {
  /** Asks the store. The promise never rejects. */
  readonly ask: (question: Question, signal: AbortSignal) => Answer
  /** Receives the answer, and the time of the question. */
  readonly keep: (question: Question, answer: boolean, asked: number) => void
  readonly tell: (kind: 'late' | 'overloaded', question: Question) => void
}

/** Questions to the store: one at a time about each name of a tenant. */
export interface Loads {
  readonly ask: (question: Question) => Answer
  /** Discards the answers to open questions. */
  readonly forget: (tenant: string | undefined, name: string | undefined) => void
  readonly size: () => number
}

/** The most requests that wait for one answer. */
const MAX_FOLLOWERS = 10_000
/** The most milliseconds between two looks at an answer. */
const MAX_PAUSE = 32
/** How often a request asks, if its questions become void or the requests that put them are cancelled. */
const MAX_TRIES = 3

/**
 * Makes sure that many requests put one question. They share values, never promises: on Workers, a promise of another
 * request stays pending forever when that request is cancelled.
 *
 * @param deadline the most milliseconds that a question is open
 * @param max the most open questions about names that the store has not allowed before. There may be as many about the
 * others, so that a flood of random origins does not keep these from being looked up
 */
export function createLoads(deadline: number, max: number, outcomes: Outcomes): Loads {
  const loads = new Map<string, Load>()
  let generation = 0

  const hasRoom = (isKnown: boolean, now: number): boolean => {
    if (loads.size < max) return true
    let open = 0
    for (const [key, load] of loads) {
      if (!isOpen(load, now)) loads.delete(key)
      else if (load.isKnown === isKnown) open++
    }
    return open < max
  }

  const ask = (question: Question, tries = MAX_TRIES): Answer => {
    const now = Date.now()
    if (!tries || now >= question.end) return
    const load = loads.get(keyOf(question))
    const isFollowing = isOpen(load, now)
    if (isFollowing ? load.followers++ < MAX_FOLLOWERS : hasRoom(question.isKnown, now))
      return isFollowing ? follow(load, question, tries) : lead(question, now, tries)
    outcomes.tell('overloaded', question)
    return
  }

  /** Puts a question to the store. */
  const lead = (question: Question, asked: number, tries: number): Answer => {
    const load: Load = { ...question, asked, isOver: false, isVoid: false, answer: undefined, followers: 0 }
    const key = keyOf(question)
    const started = generation
    const settle = (answer: boolean | undefined): void => {
      const isLate = loads.get(key) !== load
      if (!isLate) loads.delete(key)
      if (!load.isOver) load.answer = answer
      load.isOver = true
      // An answer that comes after the deadline helps the next request, unless something was invalidated since.
      if (answer !== undefined && !load.isVoid && (!isLate || started === generation))
        outcomes.keep(question, answer, asked)
    }
    loads.set(key, load)
    const controller = new AbortController()
    const answer = outcomes.ask(question, controller.signal)
    if (!isPromise(answer)) {
      settle(answer)
      return answer
    }
    const over = new Promise<void>((resolve) => {
      const timer = setTimeout(
        () => {
          settle(undefined)
          controller.abort()
          outcomes.tell('late', question)
          resolve()
        },
        Math.min(question.end - asked, deadline),
      )
      void after(answer, (found) => {
        clearTimeout(timer)
        settle(found)
        resolve()
      })
    })
    keepAlive(question.context, over)
    return over.then(() => (load.isVoid ? ask(question, tries - 1) : load.answer))
  }

  /** Waits for the answer to a question of another request, by timers of its own. */
  const follow = (load: Load, question: Question, tries: number): Answer =>
    new Promise((resolve) => {
      let pause = 1
      const look = (): void => {
        const now = Date.now()
        const left = Math.min(load.end, question.end) - now
        if (load.isOver || load.isVoid || !isOpen(load, now) || left <= 0)
          resolve(load.isOver && !load.isVoid ? load.answer : ask(question, tries - 1))
        else {
          setTimeout(look, Math.min(pause, left))
          pause = Math.min(pause * 2, MAX_PAUSE)
        }
      }
      look()
    })

  return {
    ask,
    forget: (tenant, name) => {
      generation++
      for (const [key, load] of loads) {
        if (!isMeant(load, tenant, name)) continue
        load.isVoid = true
        loads.delete(key)
      }
    },
    size: () => loads.size,
  }
}

/**
 * Whether a question may still get an answer. The clock says so, because nothing else happens if the request that put
 * it was cancelled. A clock that was set back closes it.
 */
function isOpen(load: Load | undefined, now: number): load is Load {
  return !!load && now >= load.asked && now < load.end
}

/** An origin has no blank, so different pairs have different keys. */
function keyOf({ tenant, name }: Question): string {
  return `${name} ${tenant}`
}
