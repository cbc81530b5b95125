import { render } from 'preact'
import { App } from './app.tsx'
import { installServerRequest } from './model/run.ts'

installServerRequest()
const root = document.getElementById('lab')
if (root) render(<App />, root)
