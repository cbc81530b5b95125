import type { Transport } from '../../browser/terms/wire.ts'

/** What a transport sends: each header as it is given. */
export type Sent = Parameters<Transport>[0]
