// The steps of the journey come one after the other.
/* oxlint-disable no-await-in-loop */
// Runs in the lab's page, in any browser. It chooses each example, tries the first fix, and reports the verdicts.
const pause = () => new Promise((resolve) => setTimeout(resolve, 30))

async function settled(before) {
  const isReady = () => {
    const verdict = document.querySelector('.see[aria-busy=false] .verdict')
    return verdict && document.querySelector('.stepper') && verdict.dataset.code + verdict.dataset.state !== before
  }
  for (let tries = 0; tries < 300 && !isReady(); tries++) await pause()
  return document.querySelector('.verdict').dataset
}

async function travel() {
  await settled()
  const verdicts = {}
  for (const button of document.querySelectorAll('[data-example]')) {
    button.click()
    await pause()
    const { code, state } = await settled()
    const fix = document.querySelector('[data-fix]')
    fix?.click()
    await pause()
    verdicts[button.dataset.example] = [code, fix ? (await settled(code + state)).state : state]
  }
  return verdicts
}

const report = (body) => fetch('/report', { method: 'POST', body: JSON.stringify(body) })
addEventListener('error', ({ message }) => report({ error: message }))
travel().then(report, (error) => report({ error: String(error) }))
