import { createServer } from 'node:http'
import cors from 'cors'
import makeApp from 'express'
import { HEADERS, MAX_AGE, METHODS, ORIGINS } from '../settings.mjs'

const OPTIONS = { origin: ORIGINS, credentials: true, methods: METHODS, allowedHeaders: HEADERS, maxAge: MAX_AGE }

/** Not on fetch but on the server of Node: without the conversion that the others pay for there. */
export const express = {
  name: 'Express cors',
  createServer: () =>
    createServer(
      makeApp()
        .use(cors(OPTIONS))
        .get('/items', (_request, response) => response.type('text/plain').send('ok')),
    ),
}
