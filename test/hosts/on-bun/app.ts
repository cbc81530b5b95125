/** An app in the form that `SHAPE` names, as the default export that `bun run` serves. */
import { withCors } from '../../../adapters/bun.ts'
import { SHAPES } from '../../portable/support/app-shapes.ts'

const { app, start } = SHAPES[process.env['SHAPE']!]!()
const mounted = withCors({ origin: ['https://app.example.com'] }, app)
start?.()

export default mounted
