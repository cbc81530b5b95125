import { readConsole } from '../../../src/clues/console/read.ts'
import { questionsOfConsole } from '../../../src/clues/question/from-console.ts'
import type { FailureCode } from '../../../src/browser/terms/failure.ts'
import { DEFAULT_SCENE, type Scene } from '../scene/scene.ts'
import type { Clue, Found } from './clue.ts'
import { record } from './record.ts'
import { isSilent, isVague, silentFirst, titleOf } from './titles.ts'

type Reading = ReturnType<typeof readConsole>[number]

/** What there is to say about a message that CORS has nothing to do with. */
export class Answer extends TypeError {}

/** Failures that are offered. A person chooses one. */
const MAX_FAILURES = 50

const VAGUE =
  'This message only says that something failed. The message before it on the console says why: it names CORS, or a header.'

/** What browsers say about a call that its page ended. */
const ENDED = /\bERR_ABORTED\b|^Load request cancelled$|TypeError: cancelled/

/**
 * Reads messages of a console: those that say what failed, or else every failure of which they can be.
 *
 * @returns `undefined` if the text is not a message
 * @throws {TypeError} for a message that CORS has nothing to do with
 */
export function readMessages(text: string, scene: Scene): Clue | undefined {
  const all = readConsole(text)
  const [, loaded, called] =
    /the server\s+responded\s+with\s+a\s+status\s+of\s+(\d{3})|\b(?:GET|HEAD|POST|PUT|PATCH|DELETE) https?:\S{1,2000} (\d{3}) \(/.exec(
      text,
    ) ?? []
  const status = loaded ?? called
  if (all.length === 0 && status === undefined) return
  const named = all.filter((reading) => !isVague(reading))
  const found = named.length ? named.map((one) => located(one, all)).flatMap((one) => failuresOf(one, scene)) : []
  if (found.length) return { kind: 'message on a console', found: found.slice(0, MAX_FAILURES) }
  if (all.length === 0) {
    throw new Answer(
      `This message only says that the server answered with status ${status}. If CORS blocked the call, another message on the console names CORS: paste that one`,
    )
  }
  const { blockedBy } = all.find((reading) => reading.blockedBy) ?? {}
  if (blockedBy) throw new Answer(`CORS did not block this call. ${blockedBy.sentence} ${blockedBy.way}`)
  if (ENDED.test(text)) {
    throw new Answer(
      'The page or its visitor ended this call, for example by leaving the page. Paste a message about a call that failed on its own',
    )
  }
  const vague = all.find(({ url }) => url !== undefined) ?? all[0]!
  return {
    kind: 'message on a console',
    found: failuresOf({ ...vague, codes: silentFirst(vague.engine) }, scene, true),
  }
}

/** WebKit names the URL only in the message that follows the reason. */
function located(reading: Reading, all: readonly Reading[]): Reading {
  if (reading.url !== undefined) return reading
  const next = all[all.indexOf(reading) + 1]
  return next && isVague(next) && next.engine === reading.engine && next.url !== undefined
    ? { ...reading, url: next.url }
    : reading
}

function failuresOf(reading: Reading, scene: Scene, isGuess = false): Found[] {
  const method = scene.method === DEFAULT_SCENE.method ? {} : { method: scene.method }
  const groupOf = (code: FailureCode): string =>
    isSilent(code, reading.engine) ? 'The console says no more' : 'The console says more before it'
  const questions = questionsOfConsole(reading, { page: pageFor(reading, scene), ...method })
  return questions.map(({ code, question, assumed }) => ({
    title: titleOf(code),
    code,
    group: isGuess ? groupOf(code) : undefined,
    scene: () => record(question),
    remarks: [
      isGuess ? VAGUE : '',
      ...assumed
        .filter(Boolean)
        .map((what, at) => `${at ? 'Also assumed' : 'The message does not say everything. Assumed'}: ${what}.`),
    ].filter(Boolean),
  }))
}

/** Firefox does not name the page. If the server allows the origin in the form, the call came from another one. */
function pageFor({ value }: Reading, { page }: Scene): string {
  return value === page ? 'https://other.example.com' : page
}
