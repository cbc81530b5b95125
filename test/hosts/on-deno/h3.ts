import { serve } from 'h3'
import { createH3App } from '../h3-app.ts'

const server = serve(createH3App(), { hostname: '127.0.0.1', port: 0, silent: true })
await server.ready()
console.log(server.url)
