import { isCorsHeaderName, isForbiddenRequestHeaderName, isForbiddenResponseHeaderName } from '../fetch/header-name.ts'
import { isForbiddenMethod } from '../fetch/method.ts'
import { isToken } from '../fetch/token.ts'
import type { PolicyIssueCode } from './issues.ts'

/** What is wrong with an entry of a list, if anything. */
export type FaultOf = (entry: string) => PolicyIssueCode | false | undefined

export const methodFault: FaultOf = (name) => {
  if (!isToken(name)) return 'method-invalid'
  if (isForbiddenMethod(name)) return 'method-forbidden'
  // `patch` is not `PATCH`: browsers send it as it is, and hardly a server knows it.
  return name !== name.toUpperCase() && /^(delete|get|head|options|patch|post|put|query)$/i.test(name) && 'method-case'
}

export const requestHeaderFault: FaultOf = (name) => {
  if (!isToken(name)) return 'header-invalid'
  if (isForbiddenRequestHeaderName(name)) return 'header-forbidden'
  return isCorsHeaderName(name) && 'header-is-cors-header'
}

export const responseHeaderFault: FaultOf = (name) =>
  isToken(name) ? isForbiddenResponseHeaderName(name) && 'expose-forbidden' : 'header-invalid'
