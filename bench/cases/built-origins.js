// The build that is measured, as in `built.js`.
export { originFilter, originTable, readOriginFilter, readOriginTable } from '../../dist/src/origins/index.js'
