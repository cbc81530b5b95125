/** The application that sends every form of a response, on `Bun.serve`. Prints its address. */
import { createSender } from '../support/sender.ts'

const page = new URL('page.html', import.meta.url)
const notes = new URL('notes.txt', import.meta.url)

const server = Bun.serve({
  hostname: '127.0.0.1',
  port: 0,
  fetch: createSender({
    file: () => new Response(Bun.file(notes)),
    'html-file': () => new Response(Bun.file(page)),
    'typed-file': () => new Response(Bun.file(notes), { headers: { 'Content-Type': 'image/png' } }),
    'file-part': () => new Response(Bun.file(notes).slice(2, 5)),
    'file-stream': () => new Response(Bun.file(notes).stream()),
    'missing-file': () => new Response(Bun.file('/missing.txt')),
  }),
})
console.log(server.url.origin)
