import type { Scene } from '../scene/scene.ts'

/** The call of a scene as a script would write it. */
export function callOf(scene: Scene): string {
  return `fetch('${scene.url}'${optionsOf(scene)})`
}

function optionsOf({ method, headers, credentials, mode }: Scene): string {
  const options = [
    method !== 'GET' && `  method: '${method}',`,
    mode !== 'cors' && `  mode: '${mode}',`,
    credentials !== 'same-origin' && `  credentials: '${credentials}',`,
    headers.trim() &&
      `  headers: {\n${headers
        .trim()
        .split('\n')
        .map((line) => `    '${line.replace(/\s*:\s*/, "': '")}',`)
        .join('\n')}\n  },`,
  ].filter(Boolean)
  return options.length ? `, {\n${options.join('\n')}\n}` : ''
}
