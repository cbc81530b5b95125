import { after, isPromise } from '../runtime/promise.ts'
import { keepAlive } from './keep-alive.ts'

/** The store's answer, or `undefined` if it did not answer. */
export type Answer = boolean | undefined | Promise<boolean | undefined>

/** A question to the store, as a request puts it. */
export interface Question {
  readonly key: string
  /** Whether the store has allowed the origin before. */
  readonly isKnown: boolean
  readonly context: unknown
  /** When the request stops waiting, in milliseconds. */
  readonly end: number
  /** Asks the store. The promise never rejects. */
  readonly ask: (signal: AbortSignal) => Answer
  /** Receives the answer, and the time of the question. */
  readonly keep: (answer: boolean, asked: number) => void
  readonly tellLate: () => void
  readonly tellOverload: () => void
}

/** What requests know of a question that one of them has put. */
interface Load {
  readonly asked: number
  readonly end: number
  readonly isKnown: boolean
  isOver: boolean
  /** Whether the origin was invalidated after the question, so that the answer may be old. */
  isVoid: boolean
  answer: boolean | undefined
  followers: number
}

/** Questions to the store: one at a time about each key. */
export interface Loads {
  readonly ask: (question: Question) => Answer
  /** Whether the store is being asked about a key. */
  readonly has: (key: string) => boolean
  /** Discards the answers to the questions that are open. */
  readonly void: (isMeant: (key: string) => boolean) => void
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
 * @param max the most open questions about origins that the store has not allowed before. There may be as many about
 * those that it has allowed, so that a flood of random origins does not keep these from being looked up
 */
export function createLoads(deadline: number, max: number): Loads {
  const loads = new Map<string, Load>()
  let generation = 0

  // By the clock, because nothing else happens when the request that put a question was cancelled. A clock that was set
  // back must not keep a question open.
  const isOpen = (load: Load | undefined, now = Date.now()): load is Load =>
    !!load && now >= load.asked && now < load.end

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
    const { key, isKnown, end } = question
    const now = Date.now()
    if (!tries || now >= end) return
    const load = loads.get(key)
    if (isOpen(load, now) ? ++load.followers > MAX_FOLLOWERS : !hasRoom(isKnown, now)) {
      question.tellOverload()
      return
    }
    return isOpen(load, now) ? follow(load, question, tries) : lead(question, now, tries)
  }

  /** Puts a question. */
  const lead = (question: Question, asked: number, tries: number): Answer => {
    const { key, isKnown, end } = question
    const load: Load = { asked, end, isKnown, isOver: false, isVoid: false, answer: undefined, followers: 0 }
    const started = generation
    const controller = new AbortController()
    const settle = (answer: boolean | undefined): void => {
      const isLate = loads.get(key) !== load
      if (!isLate) loads.delete(key)
      if (!load.isOver) load.answer = answer
      load.isOver = true
      // An answer that comes after the deadline helps the next request, unless something was invalidated since.
      if (answer !== undefined && !load.isVoid && (!isLate || started === generation)) question.keep(answer, asked)
    }
    loads.set(key, load)
    const answer = question.ask(controller.signal)
    if (!isPromise(answer)) {
      settle(answer)
      return answer
    }
    const over = new Promise<void>((resolve) => {
      const timer = setTimeout(
        () => {
          settle(undefined)
          controller.abort()
          question.tellLate()
          resolve()
        },
        Math.min(end - asked, deadline),
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

  /** Waits for the answer to the question of another request, by timers of its own. */
  const follow = (load: Load, question: Question, tries: number): Answer =>
    new Promise((resolve) => {
      let pause = 1
      let look: ReturnType<typeof setTimeout> | undefined
      const last = setTimeout(
        () => {
          clearTimeout(look)
          resolve(load.answer)
        },
        Math.min(question.end - Date.now(), deadline),
      )
      const check = (): void => {
        if (load.isOver || load.isVoid || !isOpen(load)) {
          clearTimeout(last)
          resolve(load.isOver && !load.isVoid ? load.answer : ask(question, tries - 1))
        } else {
          look = setTimeout(check, pause)
          pause = Math.min(pause * 2, MAX_PAUSE)
        }
      }
      check()
    })

  return {
    ask,
    has: (key) => isOpen(loads.get(key)),
    void: (isMeant) => {
      generation++
      for (const [key, load] of loads) {
        if (!isMeant(key)) continue
        load.isVoid = true
        loads.delete(key)
      }
    },
    size: () => loads.size,
  }
}
