/** `npm run bench:document`: writes the results that are kept into `docs/performance.md`. */
import { writeDocument } from './report/document.ts'

writeDocument()
