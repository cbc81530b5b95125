import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Examples } from './ask/examples.tsx'
import { Form } from './ask/form.tsx'
import { ClueBox } from './clue/clue-box.tsx'
import type { Problem, Result } from './model/run.ts'
import { run } from './model/run.ts'
import { keepBefore } from './scene/before.ts'
import { CALL_FIELDS, isSameCall, withCall } from './scene/call.ts'
import { keepOffline } from './offline.ts'
import { onMissingPart, style } from './part.ts'
import { readFragment, writeFragment } from './scene/fragment.ts'
import { DEFAULT_SCENE, type Scene } from './scene/scene.ts'
import { View } from './see/view.tsx'
import { later } from './see/later.tsx'
import { Outdated } from './see/outdated.tsx'
import { isWide, showVerdict } from './see/show-verdict.ts'
import { DamagedLink, Share } from './share/share.tsx'

const Jump = later(async () => {
  const [part] = await Promise.all([import('./see/jump.tsx'), style('/see/see.css')])
  return part.Jump
})

/** A link, as it came, and what is wrong with it. */
export interface Damage {
  readonly problem: string
  readonly fragment: string
}

/** Milliseconds without a key before the browsers play the scene again. */
const PAUSE = 120

export function App(): VNode {
  const [scene, setScene] = useState(DEFAULT_SCENE)
  const [past, setPast] = useState<readonly Scene[]>([])
  const [damage, setDamage] = useState<Damage>()
  const [isOutdated, setOutdated] = useState(false)
  const [played, setPlayed] = useState<{ readonly scene: Scene; readonly outcome: Result | Problem }>()

  useEffect(() => {
    const load = (): void => {
      const { scene: read, problem } = readFragment(location.hash)
      setScene(read)
      setDamage(problem === undefined ? undefined : { problem, fragment: location.hash })
    }
    load()
    addEventListener('hashchange', load)
    onMissingPart(() => setOutdated(true))
    return () => removeEventListener('hashchange', load)
  }, [])

  const isPlayed = played !== undefined
  useEffect(() => {
    if (isPlayed) keepOffline()
  }, [isPlayed])

  const call = CALL_FIELDS.map((name) => scene[name])
  useEffect(() => {
    let isOld = false
    const timer = setTimeout(
      async () => {
        const outcome = await run(scene)
        if (!isOld) setPlayed({ scene, outcome })
      },
      played ? PAUSE : 0,
    )
    return () => {
      isOld = true
      clearTimeout(timer)
    }
    // A caller that replaces a scene with an equal one also waits for the verdict.
  }, [...call, past])

  const isWaiting = useRef(false)
  useEffect(() => {
    if (isWaiting.current) showVerdict()
    isWaiting.current = false
  }, [played])

  // The address changes only with the scene, so that a damaged link stays in it until the visitor changes something.
  const change = (next: Scene): void => {
    const fragment = writeFragment(next)
    setScene(next)
    history.replaceState(null, '', `#${fragment}`)
  }
  const record = (next: Scene): void => {
    setPast([...past, scene])
    change(next)
  }
  const replace = (next: Scene): void => {
    record(next)
    // The button with the focus is gone then.
    isWaiting.current = true
  }
  const choose = (next: Scene): void => {
    // Nothing of an example, or of what somebody pasted, has changed yet.
    record({ ...withCall(scene, next), before: '', show: 'call' })
    // On a phone, the verdict is below the form.
    isWaiting.current = !isWide()
  }
  // Control-Z in the editor may have taken a step back already, which would leave "Undo" with nothing to do.
  const lastStep = past.findLastIndex((step) => !isSameCall(step, scene) || step.before !== scene.before)
  const undo = (): void => {
    if (lastStep === -1) return
    setPast(past.slice(0, lastStep))
    change(past[lastStep]!)
  }

  return (
    <>
      {isOutdated && <Outdated />}
      {damage && <DamagedLink damage={damage} onClose={() => setDamage(undefined)} />}
      <ClueBox scene={scene} onFound={choose} />
      <Examples scene={scene} onChoose={choose} />
      <div class="desk">
        <div class="ask">
          <Form
            scene={scene}
            onChange={(next) => change(keepBefore(scene, next))}
            onFix={(next) => record(keepBefore(scene, next))}
          />
          <Share canUndo={lastStep !== -1} onUndo={undo} />
          {played && <Jump outcome={played.outcome} />}
        </div>
        <div class="see" aria-busy={!played || !isSameCall(played.scene, scene)}>
          {!played && <p class="card">The browsers play the call…</p>}
          {played && (
            <View
              outcome={played.outcome}
              // While the next call is played, the verdict stays with the call that it is about.
              scene={withCall(scene, played.scene)}
              now={scene}
              onChange={(next) => replace(keepBefore(scene, next))}
              onEdit={(next) => record(keepBefore(scene, next))}
              onShow={change}
            />
          )}
        </div>
      </div>
    </>
  )
}
