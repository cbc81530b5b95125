import { DEFAULT_SCENE, type Scene } from '../../scene/scene.ts'
import { playScene } from '../call.ts'
import type { Choice, Idea } from '../idea.ts'

const PAGE = 'https://app.example.com'

interface Answer extends Choice {
  /** The value of `Access-Control-Allow-Methods`; empty for no such header. */
  readonly methods: string
}

const ANSWERS: readonly Answer[] = [
  { value: 'none', methods: '', label: 'nothing' },
  { value: 'form-methods', methods: 'GET, POST', label: '`GET, POST`' },
  { value: 'with-put', methods: 'GET, POST, PUT', label: '`GET, POST, PUT`' },
  { value: 'lower-case', methods: 'put', label: '`put`' },
  { value: 'star', methods: '*', label: '`*`' },
]

export const PREFLIGHT: Idea = {
  id: 'preflight',
  title: 'Preflight',
  heading: 'If the server does not allow it, the request never leaves the browser',
  text: [
    'A preflight is an `OPTIONS` request. It asks the server whether a page may send a method and headers that no form can send.',
    'The server answers with what it allows. If that covers the request, the browser sends it. Otherwise, the application never sees it.',
    'This page wants to change user 7 with `PUT`. Choose which methods the server allows.',
  ],
  control: {
    kind: 'choice',
    label: 'What the answer to the preflight says in `Access-Control-Allow-Methods`',
    choices: ANSWERS,
  },
  first: 'form-methods',
  question: 'Will the request reach the application?',
  steps: ['preflight-request', 'preflight-method'],
  open: 'Open this call in the lab',
  spec: { text: 'Fetch: CORS-preflight fetch', href: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch-0' },
  document: 'docs/options.md',
  play: async (value) => {
    const { methods } = ANSWERS.find((one) => one.value === value)!
    const allowed = `Access-Control-Allow-Origin: ${PAGE}`
    const scene: Scene = {
      ...DEFAULT_SCENE,
      page: PAGE,
      url: 'https://api.example.com/users/7',
      method: 'PUT',
      preflight: `204\n${allowed}${methods && `\nAccess-Control-Allow-Methods: ${methods}`}`,
      response: `200\n${allowed}`,
    }
    const call = await playScene(scene)
    const effect = { label: 'Users changed', value: String(Number(call.isReached)) }
    return { calls: [call], answer: call.isReached, scene, effect }
  },
}
