import type { ComponentChildren, VNode } from 'preact'
import type { Panel, PanelProps } from '../policy/panel.ts'
import { CHOICES, type Scene } from '../scene/scene.ts'
import { placeAfterKey } from './keys.ts'
import { later } from './later.tsx'

const TITLES: Readonly<Record<Scene['show'], string>> = {
  call: 'This call',
  audit: 'Audit',
  changes: 'Changes',
  export: 'Export',
  code: 'Code',
}

/** A view of the policy, which loads when somebody opens it. */
function panel(load: () => Promise<Panel>): Panel {
  return later(load, 'The policy loads…')
}

const PANELS: Readonly<Record<Exclude<Scene['show'], 'call'>, Panel>> = {
  audit: panel(async () => (await import('../policy/audit-panel.tsx')).AuditPanel),
  changes: panel(async () => (await import('../policy/changes-panel.tsx')).ChangesPanel),
  export: panel(async () => (await import('../policy/export-panel.tsx')).ExportPanel),
  code: panel(async () => (await import('../policy/code-panel.tsx')).CodePanel),
}

export interface TabsProps extends PanelProps {
  readonly children: ComponentChildren
}

/** The call, or one of the views of its policy (https://www.w3.org/WAI/ARIA/apg/patterns/tabs/). */
export function Tabs({ children, ...props }: TabsProps): VNode {
  const { scene, onShow } = props
  const { show } = scene
  const Panel = show === 'call' ? undefined : PANELS[show]
  const go = (to: Scene['show']): void => onShow({ ...scene, show: to })
  const onKeyDown = (event: KeyboardEvent): void => {
    const { show: all } = CHOICES
    const to = placeAfterKey(event, all.indexOf(show), all.length - 1)
    if (to === undefined) return
    const next = all.at(to % all.length)!
    go(next)
    document.getElementById(`tab-${next}`)?.focus()
  }
  return (
    <>
      <div class="views" role="tablist" aria-label="The call and its policy" onKeyDown={onKeyDown}>
        {CHOICES.show.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-selected={name === show}
            aria-controls="view"
            tabIndex={name === show ? 0 : -1}
            onClick={() => go(name)}
          >
            {TITLES[name]}
          </button>
        ))}
      </div>
      <div class="view" id="view" role="tabpanel" aria-labelledby={`tab-${show}`} tabIndex={0}>
        {Panel ? <Panel key={show} {...props} /> : children}
      </div>
    </>
  )
}
