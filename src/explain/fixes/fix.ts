import type { Fix } from '../explanation.ts'
import { visibleStart } from '../../wording/code.ts'

/** A change of the call. */
export function inCall(sentence: string, value: string): Fix {
  return { change: 'call', sentence, value: cleanLines(value) }
}

/** A change of the server. */
export function inServer(sentence: string, value: string): Fix {
  return { change: 'server', sentence, value: cleanLines(value) }
}

/** Some of it may come from outside, and ends in a terminal. */
function cleanLines(value: string): string {
  return value.replaceAll(/[^\n]+/g, (line) => visibleStart(line, 65_536))
}
