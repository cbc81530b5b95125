import { expect, test } from 'vitest'
import { type ChartStep, chartSteps } from '../../lab/page/model/steps.ts'
import { EXAMPLES } from '../../lab/page/scene/examples.ts'
import { DEFAULT_SCENE, type Scene } from '../../lab/page/scene/scene.ts'
import { resultOf } from './tried.ts'

const PREFLIGHTED: Scene = { ...DEFAULT_SCENE, method: 'PUT', policy: "{ origin: ['https://app.example.com'] }" }
const LOCATION = 'Access-Control-Allow-Origin: *\nLocation: https://other.example/'

async function stepsOf(scene: Scene): Promise<readonly ChartStep[]> {
  return chartSteps(await resultOf(scene))
}

const serverSteps = (steps: readonly ChartStep[]): string[] =>
  steps.filter(({ side }) => side === 'server').map(({ node }) => node.id)

test.each<[string, Partial<Scene>, readonly string[]]>([
  ['headers: one step, which is no box of a chart', {}, ['s-other']],
  [
    'a policy: the questions of Corsage',
    { by: 'policy' },
    ['s-origin', 's-preflight', 's-preflight-origin', 's-lists'],
  ],
  ['the own server, which the chart of the browser does not show', { url: '/users' }, ['s-other']],
  ['the same, without CORS', { method: 'GET', mode: 'no-cors' }, ['s-other']],
  ['no answer: no step', { preflight: 'no answer' }, []],
  ['an error: no answer of Corsage', { preflight: '500' }, ['s-other']],
  [
    'a policy, and a redirect to another server: questions of the first only',
    { by: 'policy', method: 'GET', response: `302\n${LOCATION}` },
    ['s-origin', 's-preflight', 's-enforce', 's-run', 's-actual-origin', 's-shared', 's-other'],
  ],
])('what the server does: %s', async (_, changes, expected) => {
  expect(serverSteps(await stepsOf({ ...PREFLIGHTED, ...changes }))).toEqual(expected)
})

test('a request without an answer was sent all the same', async () => {
  const sent = { method: 'GET', url: 'https://api.example.com/users', status: 0, got: [] }
  const outcome = await resultOf({ ...DEFAULT_SCENE, response: 'no answer' })
  expect(outcome.exchanges).toMatchObject([sent])
})

test.each(EXAMPLES)('$title: ends with a sentence, in the browser', async ({ scene }) => {
  const last = (await stepsOf(scene)).at(-1)!
  expect(last.side).toBe('browser')
  expect(last.sentence).not.toBe('')
})

/** A redirect takes the same steps again. */
const REDIRECT = {
  title: 'a redirect of a call with a preflight',
  scene: {
    ...PREFLIGHTED,
    preflight: '204\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Methods: PUT',
    response: `307\n${LOCATION}`,
    redirected: '200\nAccess-Control-Allow-Origin: *',
  },
}

test.each([...EXAMPLES, REDIRECT])(
  '$title: each sentence is said in one step, in the order in which things happen',
  async ({ scene }) => {
    // The last step repeats the verdict.
    const said = (await stepsOf(scene)).slice(0, -1).flatMap(({ sentence }) => sentence || [])
    const { explanation } = await resultOf(scene)
    const left = explanation.steps.map(({ sentence }) => sentence)
    const unsaid = said.filter((sentence) => {
      const at = left.indexOf(sentence)
      return at === -1 || !left.splice(0, at + 1)
    })
    expect(unsaid).toEqual([])
  },
)

test('a preflight that fails says what failed, and not what came before', async () => {
  const lists = 'Access-Control-Allow-Origin: *\nAccess-Control-Allow-Methods: PUT'
  const steps = await stepsOf({ ...PREFLIGHTED, headers: 'X-A: 1', preflight: `204\n${lists}` })
  expect(steps.filter(({ node }) => node.id === 'b-answer').map(({ sentence }) => sentence)).toEqual([
    expect.stringContaining('x-a'),
  ])
})
