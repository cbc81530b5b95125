import { render } from 'preact'
import { Tour } from './learn/tour.tsx'

const root = document.getElementById('learn')
if (root) render(<Tour />, root)
