import type { GLOSSARY } from '../words/glossary.ts'

/** Words that the lab does not explain, because people who come with a failed call know them. */
export const BASICS: typeof GLOSSARY = {
  scheme: 'The beginning of a URL. In https://shop.example:8443/cart, it is https.',
  host: 'The name of the server in a URL. In https://shop.example:8443/cart, it is shop.example.',
  port: 'A number after the host. In https://shop.example:8443/cart, it is 8443. Without a number, it is 443 for https and 80 for http.',
  url: 'The address of something on the web, such as https://shop.example/cart.',
  cookie:
    'A short string that a server gives to your browser. The browser sends it back with later requests, so that the server knows who asks.',
  header: 'A line with a name and a value in a request or a response, such as Content-Type: application/json.',
  method: 'What a request wants to do: GET reads, POST sends something, PUT replaces and DELETE deletes.',
  application: 'The part of the server that does the work. What stands in front of it can answer in its place.',
  csrf: 'Cross-site request forgery: another website makes your browser send a request that changes something, with your cookies.',
  jsonp:
    'A way to read data from another origin that is older than CORS: the data comes as a script, which the page runs.',
  cors: 'Cross-origin resource sharing: the rules by which a server allows pages of other origins to read its responses.',
  guard: 'A part in front of the application that refuses writes from other websites.',
  json: 'Data written as text, such as {"name":"Alice"}.',
}
