import { existsSync } from 'node:fs'

/** The examples import the package by its name, as its users do, and so what is built. */
export function expectBuild(): void {
  if (!existsSync('dist/src/index.js')) throw new Error('The package is not built, expected dist: npm run build')
}
