/** An app in the form that `SHAPE` names, as the default export that `deno serve` serves. */
import { withCors } from '../../../adapters/deno.ts'
import { SHAPES } from '../../portable/support/app-shapes.ts'

const { app, start } = SHAPES[Deno.env.get('SHAPE') ?? '']()
const mounted = withCors({ origin: ['https://app.example.com'] }, app)
start?.()

export default mounted
