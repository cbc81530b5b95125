// Reading order:
//   outline   what text and Markdown both say, in order
//   text      for a terminal
//   markdown  for a document or an issue
//   mermaid   the flow charts, with the path taken
//   render    which of them
export { render } from './render.ts'
export type { Format, RenderOptions } from './render.ts'
