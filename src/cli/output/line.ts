/** How words look on a terminal with colours. */
export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan'

/** Words of a line. Values from files and servers may stand in all of them: the printer makes them visible. */
export type Span = string | { readonly style: Style; readonly text: string }

/** A line of text. The printer wraps it to the width of the terminal. */
export type Line =
  | string
  | {
      /** How far from the left margin the line begins. */
      readonly indent?: number
      /** How much farther its continuations begin. */
      readonly hang?: number
      /** Whether it stays in one piece, as code does. */
      readonly isWhole?: boolean
      readonly spans: readonly Span[]
    }
  /** Lines that `render()` of corsage/explain wrote. It makes every value visible, and its colours are kept. */
  | { readonly rendered: string }
  /** The content of a file, as it is. */
  | { readonly content: string }

/** Words in a style. */
export function styled(style: Style, text: string): Span {
  return { style, text }
}
