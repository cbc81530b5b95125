import { serverOf } from '../../model/server.ts'
import { DEFAULT_SCENE, type Scene } from '../../scene/scene.ts'
import { playScene } from '../call.ts'
import { durationOf } from '../duration.ts'
import type { Choice, Idea } from '../idea.ts'
import { spansOf } from '../preflight-span.ts'

const PAGE = 'https://app.example.com'
const DAY = 86_400

/** The stops of the slider. */
const CHOICES: readonly Choice[] = [
  { value: 'none', label: 'no header' },
  ...[0, 10, 60, 300, 600, 1800, 3600, 7200, 21_600, DAY, 7 * DAY].map((seconds) => ({
    value: String(seconds),
    label: seconds ? `${String(seconds)} (${durationOf(seconds)})` : '0',
  })),
]

export const CACHING: Idea = {
  id: 'caching',
  title: 'Caching',
  heading: 'Browsers remember what a preflight allowed, each up to its own limit',
  text: [
    'A preflight costs time before the request. `Access-Control-Max-Age` says for how many seconds the browser may remember the answer, and send the request without asking.',
    'A browser remembers it for no longer than its own limit, whatever the server says. Until then, it does not notice that the server allows less than before.',
    'Move the slider, and see how long each browser remembers the answer.',
  ],
  control: { kind: 'slider', label: '`Access-Control-Max-Age` in the answer to the preflight', choices: CHOICES },
  first: String(DAY),
  question: 'Do all three browsers remember the answer for that day?',
  steps: [],
  open: 'Open this call in the lab',
  spec: { text: 'Fetch: CORS-preflight cache', href: 'https://fetch.spec.whatwg.org/#cors-preflight-cache' },
  document: 'docs/caching.md',
  play: async (value) => {
    const allowed = `Access-Control-Allow-Origin: ${PAGE}`
    const maxAge = value === 'none' ? '' : `\nAccess-Control-Max-Age: ${value}`
    const scene: Scene = {
      ...DEFAULT_SCENE,
      page: PAGE,
      url: 'https://api.example.com/users/7',
      method: 'PUT',
      preflight: `204\n${allowed}\nAccess-Control-Allow-Methods: PUT${maxAge}`,
      response: `200\n${allowed}`,
    }
    const { page, url, method } = scene
    const { network } = await serverOf(scene)
    const spans = await spansOf({ page, url, init: { method }, network })
    return { calls: [await playScene(scene)], answer: spans.every(({ seconds }) => seconds >= DAY), scene, spans }
  },
}
