// The steps of the journey come one after the other.
/* oxlint-disable no-await-in-loop */
// Runs in the lab's page, in any browser. Each step uses the page as a visitor does, and returns what it saw. Expected is
// what engines.test.ts says about the step of the same name.

const all = (selector) => [...document.querySelectorAll(selector)]
const one = (selector) => document.querySelector(selector)
const pause = (milliseconds = 20) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Waits for it, for as long as a busy machine may take. */
async function until(isTrue, what) {
  const end = performance.now() + 40_000
  while (performance.now() < end) {
    if (isTrue()) return
    await pause()
  }
  throw new Error(`Waited in vain for ${what}`)
}

/** Waits until the verdict belongs to what is in the form, and all parts have loaded. */
async function settled() {
  await pause()
  await until(
    () => one('.see[aria-busy=false] .verdict') && !/The (charts|policy) loads?…/.test(document.body.innerText),
    'it',
  )
  return one('.verdict').dataset
}

async function click(element) {
  element.click()
  return settled()
}

/** Clicks what changes the address, even if it has to load something first. */
async function change(element) {
  const before = location.hash
  element.click()
  await until(() => location.hash !== before, `a change by “${element.textContent}”`)
  return settled()
}

async function open(fragment) {
  location.hash = fragment
  return settled()
}

/** Writes into a field, as nobody does faster. */
async function write(selector, value) {
  const field = one(selector)
  field.value = value
  field.dispatchEvent(new Event('input', { bubbles: true }))
  await pause()
}

const buttonOf = (name) => all('button').find((button) => button.textContent === name)

/** Chooses one after the other, and returns the files that each shows, if the page saves what it shows. */
async function filesOfEach(selector) {
  await until(() => one(selector), selector)
  let saved
  URL.createObjectURL = (blob) => {
    saved = blob
    return ''
  }
  // The save itself would ask where.
  HTMLAnchorElement.prototype.click = () => {}
  const seen = {}
  for (const { value } of one(selector).options) {
    const select = one(selector)
    select.value = value
    select.dispatchEvent(new Event('change', { bubbles: true }))
    const { textContent: name } = select.selectedOptions[0]
    await until(() => one('#files, #program, #refused')?.textContent.includes(name), name)
    const files = {}
    for (const file of all('[data-file]')) {
      file.querySelector('button + button, .said + button').click()
      const text = file.querySelector('pre').textContent
      files[file.dataset.file] = (await saved.text()) === text ? text : 'not what is saved'
    }
    seen[value] = files
  }
  return seen
}

const steps = {
  /** For each example, the code of the verdict, and the verdict after each fix. */
  async examples() {
    const seen = {}
    for (const button of all('[data-example]')) {
      const { code } = await click(button)
      seen[button.dataset.example] = [code]
      for (let fix = 0; fix < all('[data-fix]').length; fix++) {
        const { state } = await change(all('[data-fix]')[fix])
        seen[button.dataset.example].push(state)
        const again = await change(buttonOf('Undo'))
        if (again.code !== code) throw new Error(`${button.dataset.example}: Undo leads to ${again.code}`)
      }
    }
    return seen
  },

  /** What the form says after its link has been opened again. */
  async link() {
    await write('#url', 'https://api.example.com/später?a=1&b=#x')
    await write('#method', 'PATCH')
    await write('#headers', 'X-Text: 100 % + ö')
    await settled()
    const { hash } = location
    await click(one('[data-example=expose]'))
    await open(hash)
    return [one('#url').value, one('#method').value, one('#headers').value, one('.verdict').dataset.code]
  },

  async damagedLink() {
    await click(one('[data-example=method]'))
    await open(location.hash.slice(0, -4))
    const alert = one('[role=alert]')
    const said = alert.textContent.includes('The link is damaged')
    await click(alert.querySelector('button'))
    return [said, all('[role=alert]').length]
  },

  /** Text that would be a script, pasted and written everywhere. */
  async hostileText() {
    const hostile = '"><img src=x onerror="document.title=1"><script>document.title=1</script>'
    await write('#clue', hostile)
    buttonOf('Explain').click()
    await until(() => one('.trouble'), 'a refusal')
    await click(one('[data-example=missing]'))
    await write('#response', `200\nX: ${hostile}`)
    await settled()
    const isShown = one('.lanes').textContent.includes(hostile)
    await write('#page', hostile)
    await settled()
    const { title, images, scripts } = document
    const isWide = document.documentElement.scrollWidth > innerWidth
    return { isShown, title, images: images.length, scripts: scripts.length, isWide }
  },

  /** Problems are underlined in the editor, and a fix and Control-Z change its text. Nothing violates the policy of the page. */
  async editor() {
    const violations = []
    addEventListener('securitypolicyviolation', ({ violatedDirective }) => violations.push(violatedDirective))
    await click(one('[data-example=method]'))
    await until(() => one('.cm-content'), 'the editor')
    const content = one('.cm-content')
    content.focus()
    getSelection().selectAllChildren(content)
    document.execCommand('insertText', false, "{ origin: ['https://app.example.com/'], methods: ['PUT'] }")
    await until(() => all('.cm-lintRange-error').length === 2, 'underlined problems')
    const marks = all('.cm-lintRange-error')
    const lines = marks.map((mark) => getComputedStyle(mark).textDecorationLine)
    const places = marks.map((mark) => mark.textContent)
    await until(() => one('[data-code=problem] .fixes button'), 'the list of problems')
    await change(one('[data-code=problem] .fixes button'))
    const fixed = content.textContent
    content.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', keyCode: 90, ctrlKey: true, bubbles: true }))
    await until(() => content.textContent !== fixed, 'Control-Z')
    return { places, lines, fixed, undone: content.textContent, violations: [...violations] }
  },

  async keyboard() {
    await click(one('[data-example=method]'))
    const counts = []
    for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'ArrowLeft', 'End']) {
      one('.controls button').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
      await pause()
      counts.push(/\d+/.exec(one('.count').textContent)[0])
    }
    return [counts.join(' '), all('.node.current').length]
  },

  /** Who asks again just under and just over 10 minutes later. */
  async slider() {
    // The times of a case stay until the new ones are there, and this one has none.
    await click(one('[data-example=missing]'))
    await until(() => !one('#time'), 'no slider')
    await click(one('[data-example=authorization]'))
    await until(() => one('#time'), 'a slider')
    const seen = []
    for (const value of [5, 6]) {
      await write('#time', value)
      seen.push(
        all('.timeline > li')
          .map((item) => item.dataset.asks)
          .join(' '),
      )
    }
    return seen
  },

  /** The files for each server. */
  async exports() {
    await click(one('[data-example=method]'))
    await until(() => one('#tab-export'), 'the tabs')
    await click(one('#tab-export'))
    return filesOfEach('#target')
  },

  /** The program for each host. */
  async programs() {
    await click(one('#tab-code'))
    return filesOfEach('#host')
  },

  /** The policy of the page lets it send nothing but the report. */
  async sendsNothing() {
    const attempts = [`${location.origin}/`, `${location.origin}/report/more`, 'http://127.0.0.1:9/']
    return Promise.all(attempts.map((url) => fetch(url, { mode: 'no-cors' }).then(String, ({ name }) => name)))
  },

  /** Loads the page again without a network. */
  async offline() {
    if (!navigator.serviceWorker) return 'no service workers'
    await until(() => navigator.serviceWorker.controller, 'the service worker')
    await report('offline')
    sessionStorage.setItem('seen', JSON.stringify(seen))
    location.reload()
    return pause(60_000)
  },
}

const report = (body) => fetch('/report', { method: 'POST', body: JSON.stringify(body) })

/** After the reload. */
async function offline() {
  await settled()
  const { state, code } = await click(one('[data-example=method]'))
  const fixed = await change(one('[data-fix]'))
  return [state, code, fixed.state]
}

const kept = sessionStorage.getItem('seen')
const seen = kept ? JSON.parse(kept) : {}

async function travel() {
  await settled()
  if (kept) return { ...seen, offline: await offline() }
  for (const [name, step] of Object.entries(steps)) {
    seen[name] = await step().catch((error) => `${String(error)} ${error.stack}`)
  }
  return seen
}

addEventListener('error', ({ message }) => report({ error: message }))
travel().then(report, (error) => report({ error: String(error) }))
