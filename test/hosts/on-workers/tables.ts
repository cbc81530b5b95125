/** Tables and filters that a Worker makes and reads while it starts, when it has neither random values nor a clock. */
import { withCors } from '../../../adapters/cloudflare.ts'
import { originFilter, originTable, readOriginFilter, readOriginTable } from '../../../src/origins/index.ts'

declare const TABLE: string
declare const FILTER: string

const LISTED = 'https://listed.example'
const BUILT = 'https://built.example'
const bytesOf = (text: string): Uint8Array => Uint8Array.from(atob(text), (character) => character.charCodeAt(0))

const table = originTable([LISTED])
const filter = originFilter([LISTED], { maxAge: Infinity, builtAt: 1 })
const readTable = readOriginTable(bytesOf(TABLE))
const readFilter = readOriginFilter(bytesOf(FILTER), { maxAge: Infinity })
/** Built at the start of the epoch, so it refuses nothing. */
const timeless = originFilter([LISTED])

export default withCors(
  { origin: table },
  {
    fetch: () =>
      Response.json(
        [LISTED, BUILT, 'https://other.example'].map((origin) => [
          table.has(undefined, origin),
          filter(undefined, origin),
          readTable.has(undefined, origin),
          readFilter(undefined, origin),
          timeless(undefined, origin),
        ]),
      ),
  },
)
