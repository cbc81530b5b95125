import { startOnNode } from './node-subjects.ts'
import type { SubjectName } from './settings.ts'
import type { Subject } from './subject.ts'
import { startOnObjects, startOnRelay } from './worker-subjects.ts'

/** Starts a store, and a server in front of it. */
export function startSubject(name: SubjectName, tenants: readonly string[]): Promise<Subject> {
  if (name === 'redis' || name === 'postgres') return startOnNode(name)
  return name === 'object' ? startOnObjects(tenants) : startOnRelay(name)
}
