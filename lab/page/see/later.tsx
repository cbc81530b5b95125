import type { FunctionComponent, VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { part } from '../part.ts'

/**
 * A component that loads when it is first shown.
 *
 * @param load such as `async () => (await import('./below.tsx')).Below`
 * @param waiting what is shown until then; nothing if missing
 */
export function later<Props extends object>(
  load: () => Promise<FunctionComponent<Props>>,
  waiting?: string,
): FunctionComponent<Props> {
  return function Later(props: Props): VNode | null {
    const [View, setView] = useState<FunctionComponent<Props>>()
    const [isMissing, setMissing] = useState(false)
    useEffect(() => {
      part(load()).then(
        (loaded) => setView(() => loaded),
        () => setMissing(true),
      )
    }, [])
    if (View) return <View {...props} />
    const text = isMissing ? 'This part did not load.' : waiting
    return text ? <p class="card">{text}</p> : null
  }
}
