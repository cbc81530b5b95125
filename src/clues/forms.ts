import { plainMarks } from './console/plain.ts'

/** A block of Markdown, in a quotation as well. */
const FENCED = /(?:^|\n)[ \t>]{0,8}(`{3,}|~{3,})[^\n`]{0,40}\n([^]*?)(?:\n[ \t>]{0,8}\1|$)/

/** A command in a sentence: the name, and then an option or a URL. */
const COMMAND = /(?:^|[\s`"'(])(curl(?:\.exe)?\s+(?:-|['"]?https?:)[^]*)/

/**
 * What somebody may have copied: the text without what a site, a mail or a word processor put around all of it, and then
 * the parts of it that may be meant. A reader takes the first form that it understands.
 */
export function formsOf(text: string): string[] {
  const seen = text.replaceAll(/[\u200B\u2060\uFEFF]/g, '').replaceAll(/[\u00A0\u202F]/g, ' ')
  const whole = withoutFence(withoutQuotes(seen).trim())
  const base = /^<(?:pre|code|p|div|blockquote)\b/i.test(whole) ? withoutTags(whole) : whole
  const fenced = FENCED.exec(base)?.[2]
  const plain = plainMarks(withoutTags(fenced ?? base))
  const command = COMMAND.exec(plain)?.[1]?.replace(/`[^]*$/, '')
  const forms = [base, fenced ?? '', plain, ...(command === undefined ? [] : [command, oneLine(command)])]
  return [...new Set(forms.map((form) => form.trim()).filter(Boolean))]
}

/** Without backticks, if they are around all of the text. */
function withoutFence(text: string): string {
  const [all, , inside] = FENCED.exec(text) ?? []
  if (inside !== undefined && all!.trim() === text) return inside
  return /^(`{1,2})([^`]+)\1$/.exec(text)?.[2] ?? text
}

/** Without the marks of a quotation in a mail, if every line has one. */
function withoutQuotes(text: string): string {
  const lines = text.split(/\r?\n/)
  const isQuoted = lines.every((line) => !line.trim() || /^\s*>/.test(line))
  return isQuoted ? lines.map((line) => line.replace(/^\s*> ?/, '')).join('\n') : text
}

function withoutTags(text: string): string {
  return text.replaceAll(/<\/?(?:pre|code|p|br|div|span|blockquote)(?: [^<>]{0,200})?\/?>/gi, '')
}

/** A command that a mail broke into lines. */
function oneLine(command: string): string {
  return command.split(/\r?\n/).join(' ')
}
