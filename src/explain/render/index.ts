// Reading order:
//   outline   the parts that text and Markdown share
//   text      for a terminal
//   markdown  for a document or an issue
//   mermaid   the flow charts, with the path of the request
//   render    chooses one of them
export { render } from './render.ts'
export type { Format, RenderOptions } from './render.ts'
