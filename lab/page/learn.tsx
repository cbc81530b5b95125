import { render } from 'preact'
import { Tour } from './learn/tour.tsx'
import { installServerRequest } from './model/server-request.ts'

installServerRequest()
const root = document.getElementById('learn')
if (root) render(<Tour />, root)
