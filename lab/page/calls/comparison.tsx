import type { VNode } from 'preact'
import type { Row } from '../../calls/compare.ts'

/** The browser next to the model, fact by fact. */
export function Comparison({ title, rows }: { readonly title: string; readonly rows: readonly Row[] }): VNode {
  return (
    <section class="comparison">
      <h3>Your browser and the model</h3>
      <table aria-label={`Your browser and the model: ${title}`}>
        <thead>
          <tr>
            <td />
            <th scope="col">Your browser</th>
            <th scope="col">The model</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ what, browser, model, isDifferent }) => (
            <tr key={what} data-different={isDifferent || undefined}>
              <th scope="row">
                {what}
                {isDifferent && <span class="bad"> differs</span>}
              </th>
              <td>{browser}</td>
              <td>{isDifferent ? model : <span class="same">the same</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
