// Reading order:
//   outline   what text and Markdown both say, in order
//   text      for a terminal
//   markdown  for a document or an issue
//   mermaid   the flow charts, with the path of the request
//   render    chooses one of them
export { render } from './render.ts'
export type { Format, RenderOptions } from './render.ts'
