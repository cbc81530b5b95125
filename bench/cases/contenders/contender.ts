import type { Expected, Handler, WorkName } from '../work.ts'

/** A way to answer requests that is measured. */
export interface Contender {
  readonly name: string
  /** Puts CORS around an application; gives nothing for work that the contender does not do. */
  readonly make: (handler: () => Response, work: WorkName) => Handler | undefined
  /** The same application without CORS. */
  readonly makeBare?: (handler: () => Response) => Handler
  /** Where its answer is known to differ from the right one. */
  readonly known?: Readonly<Partial<Record<WorkName, Partial<Expected>>>>
}
