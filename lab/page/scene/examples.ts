import { DEFAULT_SCENE, type Scene } from './scene.ts'

/** A case that people report often. */
export interface Example {
  readonly id: string
  /** As people would say it. */
  readonly title: string
  readonly scene: Scene
}

const PAGE = 'https://app.example.com'
const ALLOWED = `Access-Control-Allow-Origin: ${PAGE}`
const JSON_ANSWER = '200\nContent-Type: application/json'

function example(id: string, title: string, changes: Partial<Scene>): Example {
  return { id, title, scene: { ...DEFAULT_SCENE, ...changes } }
}

/** What people report most, the most frequent first. */
export const EXAMPLES: readonly Example[] = [
  example('missing', 'No Access-Control-Allow-Origin header', {}),
  example('content-type', 'JSON body: content-type is not allowed', {
    method: 'POST',
    headers: 'Content-Type: application/json',
    preflight: `204\n${ALLOWED}\nAccess-Control-Allow-Methods: GET, POST`,
    response: `${JSON_ANSWER}\n${ALLOWED}`,
  }),
  example('method', 'PUT is not allowed', {
    url: 'https://api.example.com/users/7',
    method: 'PUT',
    by: 'policy',
    policy: `{\n  origin: ['${PAGE}'],\n  allowMethods: ['GET', 'POST'],\n  maxAge: 600,\n}`,
  }),
  example('wildcard-credentials', 'The star, with cookies', {
    credentials: 'include',
    response: `${JSON_ANSWER}\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Credentials: true`,
  }),
  example('preflight-status', 'The preflight needs a login: 401', {
    headers: 'Authorization: Bearer abc',
    preflight: `401\n${ALLOWED}\nAccess-Control-Allow-Headers: authorization`,
    response: `${JSON_ANSWER}\n${ALLOWED}`,
  }),
  example('redirect', 'The preflight is redirected', {
    method: 'POST',
    headers: 'Content-Type: application/json',
    preflight: `301\n${ALLOWED}\nAccess-Control-Allow-Headers: content-type\nLocation: https://api.example.com/users/`,
    response: `${JSON_ANSWER}\n${ALLOWED}`,
  }),
  example('trailing-slash', 'An origin with a slash at the end', {
    response: `${JSON_ANSWER}\nAccess-Control-Allow-Origin: ${PAGE}/`,
  }),
  example('two-values', 'Two origins in one header', {
    response: `${JSON_ANSWER}\nAccess-Control-Allow-Origin: ${PAGE}, https://admin.example.com`,
  }),
  example('http-https', 'http and https are two origins', {
    page: 'http://app.example.com',
    response: `${JSON_ANSWER}\n${ALLOWED}`,
  }),
  example('null-origin', 'Origin null: a file or a sandboxed frame', {
    page: 'null',
    response: `${JSON_ANSWER}\n${ALLOWED}`,
  }),
  example('authorization', 'The star does not cover Authorization', {
    headers: 'Authorization: Bearer abc',
    preflight: '204\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Headers: *\nAccess-Control-Max-Age: 86400',
    response: `${JSON_ANSWER}\nAccess-Control-Allow-Origin: *`,
  }),
  example('expose', 'The page cannot see a response header', {
    response: `${JSON_ANSWER}\n${ALLOWED}\nX-Total-Count: 42`,
  }),
]
