export { originFilter, originTable, readOriginFilter, readOriginTable } from '../../src/origins/index.ts'
