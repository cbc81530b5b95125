import { render } from 'preact'
import { BASICS } from './learn/basics.ts'
import { Tour } from './learn/tour.tsx'
import { style } from './part.ts'
import { explainAlso } from './words/term.tsx'

explainAlso(BASICS)
void style('/late.css')
const root = document.getElementById('learn')
if (root) render(<Tour />, root)
