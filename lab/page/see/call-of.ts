import { bodyCode } from '../model/body-text.ts'
import type { Scene } from '../scene/scene.ts'

/** The call of a scene as a script would write it. */
export function callOf(scene: Scene): string {
  return `fetch('${scene.url}'${optionsOf(scene)})`
}

function optionsOf(scene: Scene): string {
  const { method, headers, credentials, mode, redirect, keepalive } = scene
  const options = [
    method !== 'GET' && `  method: '${method}',`,
    mode !== 'cors' && `  mode: '${mode}',`,
    credentials !== 'same-origin' && `  credentials: '${credentials}',`,
    redirect !== 'follow' && `  redirect: '${redirect}',`,
    keepalive === 'true' && `  keepalive: true,`,
    headers.trim() &&
      `  headers: {\n${headers
        .trim()
        .split('\n')
        .map((line) => `    '${line.replace(/\s*:\s*/, "': '")}',`)
        .join('\n')}\n  },`,
    ...bodyCode(scene),
  ].filter(Boolean)
  return options.length ? `, {\n${options.join('\n')}\n}` : ''
}
