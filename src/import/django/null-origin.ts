import { quote } from '../../wording/quote.ts'
import type { Project } from './settings.ts'

/** Reports an entry that allows the origin null, which any page can send. With credentials, it is refused. */
export function reportNull(
  { findings }: Project,
  name: string,
  index: number,
  entry: string,
  credentials: boolean,
): void {
  if (credentials) {
    const message = `is ${quote(entry)}, expected an entry without null: any page can send the origin null, and read your users' data`
    findings.refuse('null-origin-credentials', name, message, { index })
  } else {
    const message = `is ${quote(entry)}, so dangerouslyAllowNullOrigin is true: any page can send the origin null`
    findings.note('null-origin', name, message, { index })
  }
}
