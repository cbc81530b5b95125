import { visible } from '../../../src/wording/visible.ts'
import { readHeaders } from '../model/header-lines.ts'
import { quoted } from '../model/quoted.ts'
import type { Scene } from '../scene/scene.ts'

/** The call of a scene as a script would write it. People paste it into a console, so text from a link stays a string. */
export function callOf(scene: Scene): string {
  return `fetch(${shown(scene.url)}${optionsOf(scene)})`
}

function optionsOf(scene: Scene): string {
  const { method, headers, credentials, mode, redirect, keepalive } = scene
  const options = [
    method !== 'GET' && `  method: ${shown(method)},`,
    mode !== 'cors' && `  mode: '${mode}',`,
    credentials !== 'same-origin' && `  credentials: '${credentials}',`,
    redirect !== 'follow' && `  redirect: '${redirect}',`,
    keepalive === 'true' && `  keepalive: true,`,
    ...headersCode(headers),
    ...bodyCode(scene),
  ].filter(Boolean)
  return options.length ? `, {\n${options.join('\n')}\n}` : ''
}

/** An object, or a list if a name is there twice, because an object would lose the first value. */
function headersCode(text: string): string[] {
  const headers = readHeaders(text)
  if (!headers.length) return []
  const isList = new Set(headers.map(([name]) => name.toLowerCase())).size < headers.length
  const [open, close] = isList ? '[]' : '{}'
  const lines = headers.map(([name, value]) =>
    isList ? `    [${shown(name)}, ${shown(value)}],` : `    ${shown(name)}: ${shown(value)},`,
  )
  return [`  headers: ${open}`, ...lines, `  ${close},`]
}

function bodyCode({ body, bodyAs }: Scene): string[] {
  if (!body) return []
  if (bodyAs === 'text') return [`  body: ${JSON.stringify(body)},`]
  if (bodyAs === 'bytes') return [`  body: new Uint8Array(${body.trim()}),`]
  return [`  body: new Response(${JSON.stringify(body)}).body,`, `  duplex: 'half',`]
}

/** A string of which all can be seen: an escape means the same. */
function shown(text: string): string {
  return visible(quoted(text))
}
