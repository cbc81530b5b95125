import { expect, test } from 'vitest'
import { run } from '../../lab/page/model/run.ts'
import { type ChartStep, chartSteps } from '../../lab/page/model/steps.ts'
import { EXAMPLES } from '../../lab/page/scene/examples.ts'
import { DEFAULT_SCENE, type Scene } from '../../lab/page/scene/scene.ts'

const PREFLIGHTED: Scene = { ...DEFAULT_SCENE, method: 'PUT', policy: "{ origin: ['https://app.example.com'] }" }
const LOCATION = 'Access-Control-Allow-Origin: *\nLocation: https://other.example/'

async function stepsOf(scene: Scene): Promise<readonly ChartStep[]> {
  const outcome = await run(scene)
  if ('message' in outcome) throw new Error(outcome.message)
  return chartSteps(outcome)
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
  const outcome = await run({ ...DEFAULT_SCENE, response: 'no answer' })
  expect('exchanges' in outcome && outcome.exchanges).toMatchObject([sent])
})

test.each(EXAMPLES)('$title: ends with a sentence, in the browser', async ({ scene }) => {
  const last = (await stepsOf(scene)).at(-1)!
  expect(last.side).toBe('browser')
  expect(last.sentence).not.toBe('')
})
