import { explain, type Question } from '../../../src/explain/index.ts'
import { CHOICES, DEFAULT_SCENE, type Scene, sceneOf } from '../scene/scene.ts'

/** The scene of a question: its network answers once, and the answers become text. */
export async function record(question: Question): Promise<Scene> {
  const answers: { isPreflight: boolean; text: string }[] = []
  const { network } = question
  const recording = async (request: Request): Promise<Response> => {
    const isPreflight = request.method === 'OPTIONS' && request.headers.has('access-control-request-method')
    try {
      const response = await network!(request)
      answers.push({ isPreflight, text: textOf(response) })
      return response
    } catch (error) {
      answers.push({ isPreflight, text: 'no answer' })
      throw error
    }
  }
  await explain({ ...question, network: recording, probe: false })
  const { page, url, method = 'GET', headers, credentials = 'same-origin', mode = 'cors' } = question
  const isRefused = answers.some(({ isPreflight }) => isPreflight) && answers.every(({ isPreflight }) => isPreflight)
  // After a refused preflight, the browser does not ask for more, but a fix of the preflight needs to know the rest.
  if (isRefused)
    await recording(new Request(url, { method, headers: { Origin: page ?? 'null' } })).catch(() => undefined)
  const actual = answers.filter(({ isPreflight }) => !isPreflight)
  return sceneOf([
    ['page', page ?? 'null'],
    ['url', String(url)],
    ['method', method],
    ['headers', linesOf(headers)],
    ['credentials', credentials],
    ['mode', CHOICES.mode.includes(mode) ? mode : 'cors'],
    ['preflight', answers.find(({ isPreflight }) => isPreflight)?.text ?? DEFAULT_SCENE.preflight],
    ['response', actual[0]?.text ?? DEFAULT_SCENE.response],
    ['redirected', actual[1]?.text ?? DEFAULT_SCENE.redirected],
  ]).scene
}

function textOf({ status, headers }: Response): string {
  return [String(status), ...[...headers].map((pair) => pair.join(': '))].join('\n')
}

function linesOf(headers: Question['headers']): string {
  if (headers === undefined) return ''
  const pairs = Symbol.iterator in headers ? [...(headers as Iterable<readonly string[]>)] : Object.entries(headers)
  return pairs.map(([name = '', value = '']) => `${name}: ${value}`).join('\n')
}
