import type { DjangoImport } from '../../import/index.ts'
import { nameText, sourceText } from '../modules/source-text.ts'
import { SOURCES } from './import-sources.ts'

/** Where the settings are: their values, or the module that exports them. */
export interface Settings {
  readonly value: unknown
  /** The path of the module and the name of its export. Missing for JSON. */
  readonly module?: { readonly path: string; readonly name: string }
}

/** What an import function returns, whatever it reads. */
export type Imported = Pick<DjangoImport, 'options' | 'routes' | 'csrf'>

/** Whether JSON and a file can say the policy. A predicate is a function, which only exists while a program runs. */
export function isPlain({ options, routes = {} }: Imported): boolean {
  return [options, ...Object.values(routes)].every((one) => typeof one?.origin !== 'function')
}

/** The policy as a TypeScript module. */
export function codeOf(imported: Imported, from: string, settings: Settings): string {
  const { options, routes, csrf } = imported
  const [reader, maker, name] = routes ? ['corsage/routes', 'routes', 'table'] : ['corsage', 'cors', 'policy']
  const head = `import { ${maker} } from '${reader}'\n`
  const made = isPlain(imported)
    ? `${head}\nexport const ${name} = ${maker}(${sourceText(routes ?? options)})\n`
    : `${head}${computed(from, settings, maker, name, routes ? 'routes' : 'options')}`
  const trusted = csrf
    ? `\n// For csrf() of corsage/csrf, next to your own origins in self.\nexport const trusted = ${sourceText(csrf.trusted)}\n`
    : ''
  return made + trusted
}

/** A module that reads the settings when it starts, because no list of patterns means what their expressions mean. */
function computed(from: string, { value, module }: Settings, maker: string, name: string, member: string): string {
  const { importer } = SOURCES[from]!
  const imports = `import { ${importer} } from 'corsage/import'\n`
  const found = module
    ? `import { ${module.name === 'settings' ? '' : `${nameText(module.name)} as `}settings } from ${sourceText(module.path)}\n`
    : `\nconst settings = ${sourceText(value)}\n`
  return `${imports}${found}
// No patterns mean what an expression of the settings means, so it becomes a predicate when the program starts.
const { ${member}: imported } = ${importer}(settings)
if (!imported) throw new Error('The settings have changed: run corsage import again')
export const ${name} = ${maker}(imported)
`
}
