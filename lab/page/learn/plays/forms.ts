import { DEFAULT_SCENE, type Scene } from '../../scene/scene.ts'
import { playScene } from '../call.ts'
import type { Played } from '../idea.ts'
import { SENDINGS } from '../ideas/forms.ts'

/** https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#attr-fs-enctype */
const FORM_TYPES: ReadonlySet<string> = new Set([
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'text/plain',
])

/** The form that makes a call; `null` if a form cannot. */
export function formFor(method: string, type: string): string | null {
  const action = '<form action="https://api.example.com/orders"'
  if (method === 'GET' && !type) return `${action}>`
  return method === 'POST' && FORM_TYPES.has(type) ? `${action} method="post" enctype="${type}">` : null
}

export async function playForms(value: string): Promise<Played> {
  const { method, type } = SENDINGS.find((one) => one.value === value)!
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
    form: formFor(method, type),
    effect: { label: 'Requests that reached the application', value: String(requests) },
  }
}
