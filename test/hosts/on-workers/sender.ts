/** The application that sends every form of a response, on Workers. */
import { createSender } from '../support/sender.ts'

export default { fetch: createSender() }
