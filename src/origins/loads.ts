import { after, isPromise } from '../runtime/promise.ts'
import { isMeant } from './answers.ts'
import { keepAlive } from './keep-alive.ts'
import type { Answer, Question, Source } from './source.ts'

/** What requests know of a question that one of them has put. */
interface Load extends Question {
  readonly asked: number
  /** The answer, once there is one. `again` if others may ask again: it is late, or the origin was invalidated. */
  answer: boolean | 'failed' | 'again' | undefined
  followers: number
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

/**
 * Makes sure that many requests put one question. They share values, never promises: on Workers, a promise of another
 * request stays pending forever when that request is cancelled.
 *
 * @param deadline the most milliseconds that a question is open
 * @param max the most open questions. There may be twice as many if those are about names that the store has allowed
 * before, so that a flood of random origins does not keep these from being looked up
 * @param keep receives the answer, and the time of the question
 */
export function createLoads(
  { ask: askStore, tell }: Pick<Source, 'ask' | 'tell'>,
  deadline: number,
  max: number,
  keep: (question: Question, answer: boolean, asked: number) => void,
): Loads {
  const loads = new Map<string, Load>()
  let generation = 0

  const hasRoom = (most: number, now: number): boolean => {
    if (loads.size >= most) for (const [key, load] of loads) if (!isOpen(load, now)) loads.delete(key)
    return loads.size < most
  }

  const ask = (question: Question): Answer => {
    const now = Date.now()
    const load = loads.get(keyOf(question))
    if (now >= question.end) return
    if (isOpen(load, now)) {
      if (load.followers++ < MAX_FOLLOWERS) return follow(load, question)
    } else if (hasRoom(question.isKnown ? 2 * max : max, now)) return lead(question, now)
    tell('overloaded', question, new Error('Too many lookups'))
    return
  }

  /** Puts a question to the store. */
  const lead = (question: Question, asked: number): Answer => {
    const load: Load = { ...question, asked, answer: undefined, followers: 0 }
    const key = keyOf(question)
    const started = generation
    const settle = (answer: boolean | 'again' | undefined): void => {
      const isLate = loads.get(key) !== load
      if (!isLate) loads.delete(key)
      load.answer ??= answer ?? 'failed'
      // An answer that comes after the deadline helps the next request, unless something was invalidated since.
      if (typeof answer === 'boolean' && (!isLate || started === generation)) keep(question, answer, asked)
    }
    loads.set(key, load)
    const controller = new AbortController()
    const answer = askStore(question, controller.signal)
    if (!isPromise(answer)) {
      settle(answer)
      return answer
    }
    const over = new Promise<boolean | undefined>((resolve) => {
      const timer = setTimeout(
        () => {
          settle('again')
          controller.abort()
          tell('late', question, new Error('No answer before the deadline'))
          resolve(undefined)
        },
        Math.min(question.end - asked, deadline),
      )
      void after(answer, (found) => {
        clearTimeout(timer)
        settle(found)
        resolve(read(load, question))
      })
    })
    keepAlive(question.context, over)
    return over
  }

  /** Waits for the answer to a question of another request, by timers of its own. */
  const follow = (load: Load, question: Question): Answer =>
    new Promise((resolve) => {
      let pause = 1
      const look = (): void => {
        const now = Date.now()
        const left = Math.min(load.end, question.end) - now
        if (load.answer === undefined && isOpen(load, now) && left > 0) {
          setTimeout(look, Math.min(pause, left))
          pause = Math.min(pause * 2, MAX_PAUSE)
        } else resolve(read(load, question))
      }
      look()
    })

  /** Reads the answer. If there is none, because the request that asked was cancelled, the question is put again. */
  const read = ({ answer }: Load, question: Question): Answer =>
    typeof answer === 'boolean' ? answer : answer === 'failed' ? undefined : ask(question)

  return {
    ask,
    forget: (tenant, name) => {
      generation++
      for (const [key, load] of loads) {
        if (!isMeant(load, tenant, name)) continue
        load.answer = 'again'
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
