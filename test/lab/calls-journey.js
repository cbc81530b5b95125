// Runs in the page "Real calls", in any browser. It reports what the page shows, runs the calls again, and reports once more.
const wait = async (isReady) => {
  // oxlint-disable-next-line no-await-in-loop
  while (!isReady()) await new Promise((resolve) => setTimeout(resolve, 30))
}
const summary = () => document.querySelector('#summary')
const textOf = (selector) => document.querySelector(selector).textContent

async function look() {
  await wait(() => ['good', 'bad'].includes(summary()?.dataset.state))
  const seen = {
    model: textOf('#summary-model'),
    decide: textOf('#summary-text'),
    profile: summary().dataset.profile,
    bad: [...document.querySelectorAll('.call[data-state=bad]')].map((card) => card.dataset.call),
    report: textOf('.report pre'),
  }
  // The page may only connect to the API's origin.
  const api = `http://127.0.0.1:${location.port}/report`
  await fetch(api, { method: 'POST', mode: 'no-cors', body: JSON.stringify(seen) })
}

async function travel() {
  await look()
  summary().querySelector('button').click()
  await wait(() => summary().dataset.state === 'running')
  await look()
}

void travel()
