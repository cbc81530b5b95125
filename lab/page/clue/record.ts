import { explain, type Question } from '../../../src/explain/index.ts'
import { permission, withLines } from '../model/answer-text.ts'
import { bodyFields } from '../model/body-text.ts'
import { isRedirect } from '../model/header-lines.ts'
import { namesIn } from '../model/header-names.ts'
import { originOfPage } from '../model/page.ts'
import { isPreflight } from '../model/server.ts'
import { CHOICES, DEFAULT_SCENE, type Scene, sceneOf } from '../scene/scene.ts'

interface Recorded {
  readonly isPreflight: boolean
  readonly text: string
}

/** The scene of a question: its network answers once, and the answers become text. */
export async function record(question: Question): Promise<Scene> {
  const answers: Recorded[] = []
  const { network } = question
  const recording = async (request: Request): Promise<Response> => {
    const about = { isPreflight: isPreflight(request) }
    try {
      const response = await network!(request)
      answers.push({ ...about, text: textOf(response) })
      return response
    } catch (error) {
      answers.push({ ...about, text: 'no answer' })
      throw error
    }
  }
  await explain({ ...question, network: recording, probe: false })
  await askOn(question, answers, recording)
  const actual = answers.filter((answer) => !answer.isPreflight)
  const preflights = answers.filter((answer) => answer.isPreflight)
  const { page, url, method = 'GET', headers, credentials = 'same-origin', mode = 'cors' } = question
  const { redirect = 'follow', keepalive = false, body } = question
  const { scene } = sceneOf([
    ['page', page ?? 'null'],
    ['url', String(url)],
    ['method', method],
    ['headers', linesOf(headers)],
    ['credentials', credentials],
    ['mode', CHOICES.mode.includes(mode) ? mode : 'cors'],
    ['redirect', redirect],
    ['keepalive', String(keepalive)],
    ...Object.entries(bodyFields(body)),
    ['preflight', preflights[0]?.text ?? DEFAULT_SCENE.preflight],
    ['redirectedPreflight', preflights[1]?.text ?? DEFAULT_SCENE.redirectedPreflight],
    ['response', actual[0]?.text ?? DEFAULT_SCENE.response],
    ['redirected', actual[1]?.text ?? DEFAULT_SCENE.redirected],
  ])
  // Nobody knows what is at the target of a redirect that was not followed. It has no fault of its own.
  const isUnseen = actual.length === 1 && isRedirect(scene.response)
  return isUnseen ? { ...scene, redirected: withLines(scene.redirected, permission(scene)) } : scene
}

/**
 * Asks for the answers that the browser did not get to: all of them if it refuses the call, and that to the request itself
 * if it refuses the preflight. A fix of the first failure needs to know the rest.
 */
async function askOn(
  { page, url, method = 'GET', headers, mode }: Question,
  answers: readonly Recorded[],
  network: (request: Request) => Promise<Response>,
): Promise<void> {
  if (answers.some((answer) => !answer.isPreflight)) return
  const origin = originOfPage(page ?? 'null')
  const names = namesIn(linesOf(headers).toLowerCase())
  const ask = async (request: Request): Promise<unknown> => network(request).catch(() => undefined)
  const needsPreflight = names.length > 0 || !/^(GET|HEAD|POST)$/i.test(method)
  if (!answers.length && needsPreflight && mode !== 'no-cors') {
    const lists = { 'Access-Control-Request-Method': method, 'Access-Control-Request-Headers': names.join(',') }
    await ask(new Request(url, { method: 'OPTIONS', headers: { Origin: origin, ...lists } }))
  }
  await ask(new Request(url, { method, headers: { Origin: origin } }))
}

function textOf({ status, headers }: Response): string {
  return [String(status), ...[...headers].map((pair) => pair.join(': '))].join('\n')
}

function linesOf(headers: Question['headers']): string {
  if (headers === undefined) return ''
  const pairs = Symbol.iterator in headers ? [...(headers as Iterable<readonly string[]>)] : Object.entries(headers)
  return pairs.map(([name = '', value = '']) => `${name}: ${value}`).join('\n')
}
