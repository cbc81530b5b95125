import { isOptions, refuseUnknown } from '../../policy/arguments.ts'
import { unexpected } from '../../wording/unexpected.ts'
import type { Explanation } from '../explanation.ts'
import { renderMarkdown } from './markdown.ts'
import { renderMermaid } from './mermaid.ts'
import { outlineOf } from './outline.ts'
import { renderText } from './text.ts'

/** `text` for a terminal, `markdown` for a document or an issue, `mermaid` for both flow charts with the path of the request. */
export type Format = 'text' | 'markdown' | 'mermaid'

export interface RenderOptions {
  /** Whether `text` has colours of a terminal: usually `process.stdout.isTTY`. By default `false`. */
  readonly color?: boolean | undefined
}

/**
 * Writes an explanation.
 *
 * @returns lines, without a line break at the end
 * @throws {TypeError} if an argument is wrong
 * @example
 * ```ts
 * import { explain, render } from 'corsage/explain'
 *
 * const explanation = await explain({
 *   network: () => new Response('Hello'), // a server that knows nothing of CORS
 *   page: 'https://app.example.com',
 *   url: 'https://api.example.com/',
 * })
 * console.log(render(explanation, 'text', { color: true }))
 * ```
 */
export function render(explanation: Explanation, format: Format, options?: RenderOptions): string {
  if (!Array.isArray((Object(explanation) as Partial<Explanation>).steps)) {
    throw unexpected('Explanation is', explanation, 'what the promise of explain() resolves with')
  }
  if (!isOptions(options)) throw unexpected('Options is', options, '{ color: true }')
  refuseUnknown(options, ['color'], 'render()')
  const { color = false } = options ?? {}
  if (typeof color !== 'boolean') throw unexpected('Color is', color, 'true or false')
  switch (format) {
    case 'text':
      return renderText(outlineOf(explanation), color)
    case 'markdown':
      return renderMarkdown(outlineOf(explanation))
    case 'mermaid':
      return renderMermaid(explanation)
    default:
      throw unexpected('Format is', format, 'text, markdown or mermaid')
  }
}
