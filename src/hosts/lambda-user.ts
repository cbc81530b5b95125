import type { LambdaEvent } from './lambda-event.ts'
import { isOfUser } from './raw-request.ts'

type Values = Readonly<Record<string, unknown>>

/** A copy of an event without the credentials that a browser adds for its user. */
export function forgetUserIn<Event extends LambdaEvent>(event: Event): Event {
  const withoutUser = (values: Values | null | undefined): Values | null | undefined =>
    values && Object.fromEntries(Object.entries(values).filter(([name, value]) => !isOfUser(name, String(value))))
  const { headers, multiValueHeaders, cookies } = event
  return {
    ...event,
    ...(headers && { headers: withoutUser(headers) }),
    ...(multiValueHeaders && { multiValueHeaders: withoutUser(multiValueHeaders) }),
    ...(cookies && { cookies: [] }),
  }
}
