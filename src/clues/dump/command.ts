import type { Header } from '../../browser/terms/header-list.ts'

/** The call of a line of HTTPie or of wget, and what stands after it. */
export interface DumpCommand {
  readonly method?: string
  readonly url: string
  readonly headers: readonly Header[]
  readonly output: string
}

const LINE =
  /^(?:[^\n]{0,80}[$#%>] +)?(?:(?:http|https|xh)\s+(?:-\S+\s+)*(?:([A-Z]{3,10})\s+)?((?:https?:\/\/|:\d|localhost|[\w-]+\.)\S*)((?:\s+[^\s:]+:[^=\s]\S*)*)|wget\s[^\n]*?(https?:\S+))[^\n]*(?:\n|$)/

/** Reads the line of HTTPie or of wget before its output. */
export function readCommand(text: string): DumpCommand | undefined {
  const found = LINE.exec(text)
  if (!found) return
  const [line, method, typed, items = '', file] = found
  const url = file ?? (typed!.startsWith(':') ? `http://localhost${typed!}` : typed!)
  const headers = items
    .trim()
    .split(/\s+/)
    .filter(Boolean)
    .map((item): Header => [item.slice(0, item.indexOf(':')), item.slice(item.indexOf(':') + 1)])
  return {
    ...(method !== undefined && { method }),
    url: /^https?:\/\//.test(url) ? url : `http://${url}`,
    headers,
    output: text.slice(line.length),
  }
}
