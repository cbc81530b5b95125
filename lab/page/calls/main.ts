import { h, render } from 'preact'
import { installServerRequest } from '../model/server-request.ts'
import { Calls } from './calls.tsx'

// The model needs it. It changes nothing about `fetch()`, with which the page makes the real calls.
installServerRequest()
render(h(Calls, {}), document.querySelector('#real')!)
