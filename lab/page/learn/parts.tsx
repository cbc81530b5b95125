import type { VNode } from 'preact'
import type { Part } from './origin-parts.ts'

/** Two origins, part by part. */
export function Parts({ parts }: { readonly parts: readonly Part[] }): VNode {
  return (
    <table class="parts">
      <caption>The two origins</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">Page</th>
          <th scope="col">URL</th>
          <th scope="col">
            <span class="unseen">Compared</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {parts.map(({ name, page, url, isSame }) => (
          <tr key={name} data-same={isSame}>
            <th scope="row">{name}</th>
            <td>
              <code>{page}</code>
            </td>
            <td>
              <code>{url}</code>
            </td>
            <td class="compared">{isSame ? 'same' : 'different'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
