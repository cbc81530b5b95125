import type { Case } from '../../harness/measure.ts'
import { ALLOWED, REFUSED } from '../../harness/settings.ts'
import type { Handler } from '../work.ts'
import { cors, live, shadow } from './built.js'
import { app, caseOf, type Kind, OPTIONS, poolOf } from './pool.ts'

const NEXT = { ...OPTIONS, origin: [ALLOWED, REFUSED] }
const OTHER = { ...OPTIONS, origin: [REFUSED] }

/** Policies that can be replaced, and policies that are tried, next to one that stays. */
export function changeCases(): Promise<Case[]> {
  const kinds: readonly Kind[] = ['GET', 'preflight']
  return Promise.all(
    kinds.flatMap((kind) =>
      Object.entries(ways()).flatMap(([work, contenders]) =>
        Object.entries(contenders).map(([contender, handler]) =>
          caseOf({ work: `${work}, ${kind}`, contender, handler, pool: () => poolOf(kind, () => '/items') }),
        ),
      ),
    ),
  )
}

/** What is measured, and who does it. Every handler is made anew, so that no code is shared that a compiler has seen. */
function ways(): Readonly<Record<string, Readonly<Record<string, Handler>>>> {
  const fixed = (): Handler => cors(OPTIONS).wrap(app)
  const current = cors(OPTIONS)
  return {
    live: {
      'static policy': fixed(),
      'static policy, again': fixed(),
      Corsage: live(OPTIONS).wrap(app),
      'let policy': replaceable(),
    },
    'shadow, equal': {
      'static policy': fixed(),
      Corsage: shadow(current, cors(NEXT), { onDifference: () => {} }).wrap(app),
      'two questions': compared(NEXT),
    },
    'shadow, different': {
      'static policy': fixed(),
      Corsage: shadow(current, cors(OTHER), { onDifference: () => {} }).wrap(app),
      'two questions': compared(OTHER),
    },
  }
}

/** A variable that somebody assigns when a file has changed. */
function replaceable(): Handler {
  let policy = cors(NEXT).wrap(app)
  policy = cors(OPTIONS).wrap(app)
  return (request) => policy(request)
}

/** Asks both policies about the origin, and counts the answers that differ: methods and headers are not compared. */
function compared(options: typeof NEXT | typeof OTHER): Handler {
  const current = cors(OPTIONS)
  const next = cors(options)
  const answer = current.wrap(app)
  const differences = new Map<string, number>()
  return (request) => {
    const origin = request.headers.get('origin')
    if (origin !== null && current.allowsOrigin(origin) !== next.allowsOrigin(origin))
      differences.set(origin, (differences.get(origin) ?? 0) + 1)
    return answer(request)
  }
}
