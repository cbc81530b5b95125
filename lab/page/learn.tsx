import { render } from 'preact'
import { BASICS } from './learn/basics.ts'
import { Tour } from './learn/tour.tsx'
import { explainAlso } from './words/term.tsx'

explainAlso(BASICS)
const root = document.getElementById('learn')
if (root) render(<Tour />, root)
