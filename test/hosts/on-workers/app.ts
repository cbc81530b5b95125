/** An instance with private fields as a Worker, which has a handler of schedules too. */
import { withCors } from '../../../adapters/cloudflare.ts'
import { SHAPES } from '../../portable/support/app-shapes.ts'

const { app } = SHAPES['an instance with private fields']!()

export default withCors({ origin: ['https://app.example.com'] }, app)
