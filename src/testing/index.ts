export { matrix, type Matrix, type MatrixOptions, type MatrixRow } from './matrix.ts'
export { expectReadable, expectRefused } from './expect.ts'
