import { DEFAULT_SCENE, type Scene } from '../../scene/scene.ts'
import { playScene } from '../call.ts'
import type { Choice, Idea } from '../idea.ts'

interface Sending extends Choice {
  readonly method: string
  readonly type: string
}

const sending = (value: string, method: string, type: string): Sending => ({
  value,
  method,
  type,
  label: type ? `\`${method}\` with \`${type}\`` : `\`${method}\``,
})

const SENDINGS: readonly Sending[] = [
  sending('get', 'GET', ''),
  sending('form', 'POST', 'application/x-www-form-urlencoded'),
  sending('multipart', 'POST', 'multipart/form-data'),
  sending('text', 'POST', 'text/plain'),
  sending('json', 'POST', 'application/json'),
  sending('delete', 'DELETE', ''),
]

/** https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#attr-fs-enctype */
const FORM_TYPES: ReadonlySet<string> = new Set([
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'text/plain',
])

/** The form that makes a call; `null` if a form cannot. */
export function formFor({ method, type }: Pick<Sending, 'method' | 'type'>): string | null {
  const action = '<form action="https://api.example.com/orders"'
  if (method === 'GET' && !type) return `${action}>`
  return method === 'POST' && FORM_TYPES.has(type) ? `${action} method="post" enctype="${type}">` : null
}

export const FORMS: Idea = {
  id: 'forms',
  title: 'Forms are special',
  heading: 'The browser sends what a form can send, and asks before anything else',
  text: [
    'Long before CORS, every website could have a form that sends something to any server. So every server has to expect these requests, and browsers send them without asking.',
    'A script can do more: other methods, JSON, headers of its own. A server from before CORS does not expect that from other websites, so the browser asks first, with a preflight.',
    'The server in this scene knows nothing of CORS. Choose what the page sends, and see what reaches it.',
  ],
  control: { kind: 'choice', label: 'What the page sends', choices: SENDINGS },
  first: 'form',
  question: 'Will the request reach the server?',
  steps: ['classify-request'],
  open: 'Open this call in the lab',
  spec: { text: 'Fetch: CORS-safelisted', href: 'https://fetch.spec.whatwg.org/#cors-safelisted-request-header' },
  document: 'docs/csrf.md',
  play: async (value) => {
    const chosen = SENDINGS.find((one) => one.value === value)!
    const { method, type } = chosen
    const scene: Scene = {
      ...DEFAULT_SCENE,
      page: 'https://blog.example',
      url: 'https://api.example.com/orders',
      method,
      headers: type && `Content-Type: ${type}`,
      preflight: '405\nAllow: GET, POST, DELETE',
      response: '200\nContent-Type: text/html',
    }
    const call = await playScene(scene)
    const requests = call.exchanges.filter(({ isPreflight }) => !isPreflight).length
    return {
      calls: [call],
      answer: call.isReached,
      scene,
      form: formFor(chosen),
      effect: { label: 'Requests that reached the application', value: String(requests) },
    }
  },
}
