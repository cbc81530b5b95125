import type { PolicyIssue } from '../../../src/index.ts'
import { TextProblem } from './header-lines.ts'
import { placeOfIssue, type PolicyText } from './issue-fix.ts'
import { issuesOf, readPolicy } from './policy.ts'
import type { Place } from './tokens.ts'

/** Something that is wrong with a policy, and where. */
export interface PolicyProblem {
  readonly message: string
  readonly place: Place
  /** What `cors()` says, with the policy; missing if the text cannot be read. */
  readonly refused?: { readonly issue: PolicyIssue; readonly policy: PolicyText }
}

/** The most problems that are found, because a text can have thousands. The others show when these are fixed. */
const MAX_PROBLEMS = 100

/** What is wrong with a policy. */
export function problemsOf(text: string): PolicyProblem[] {
  try {
    const literal = readPolicy(text)
    const policy = { text, literal }
    const issues = issuesOf(literal.value).slice(0, MAX_PROBLEMS)
    return issues.map((issue) => ({
      message: issue.message,
      place: placeOfIssue(issue, literal),
      refused: { issue, policy },
    }))
  } catch (error) {
    if (error instanceof TextProblem && error.place) return [{ message: error.message, place: error.place }]
    throw error
  }
}
