export { type FoundRow, type RouteTable, type RowPolicy, routes } from './routes.ts'
export type { CheckedTable } from './routes.ts'
