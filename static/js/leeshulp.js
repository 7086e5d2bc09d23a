/** Help for reading, loaded after a tap: the page read aloud, larger letters, and a calm page. */

const SIZES = ['', '125%', '150%', '200%']
const RATES = [0.7, 0.85, 1, 1.2]
const ORDINARY = 2
const BLOCKS = 'h1, h2, h3, p, li, dt, dd, caption, th, td, address, summary, legend, label, button'
const SILENT = '.paneel, .papier, [aria-hidden=true], script, style, template, select, option'
const root = document.documentElement

const make = (tag, properties, ...inside) => {
  const $made = Object.assign(document.createElement(tag), properties)
  $made.append(...inside)
  return $made
}

const within = (list, index) => Math.min(list.length - 1, Math.max(0, index))

// Reading aloud.

/** A Dutch voice of the device itself: others send every word to another company. Flemish first. */
function voiceOf(voices) {
  const dutch = voices.filter(({ lang, localService }) => localService && /^nl/i.test(lang))
  return dutch.find(({ lang }) => /be$/i.test(lang)) ?? dutch[0]
}

/** The offsets at which the sentences of a text begin and end. */
function sentences(text) {
  const parts = Intl.Segmenter
    ? [...new Intl.Segmenter('nl', { granularity: 'sentence' }).segment(text)].map(({ segment }) => segment)
    : text.match(/.+?(?:[.!?](?=\s)|$)\s*/gs) ?? []
  let end = 0
  return parts.map((part) => [end, end += part.length]).filter(([from, to]) => /[\p{L}\p{N}]/u.test(text.slice(from, to)))
}

const isShown = ($element) => $element.checkVisibility?.() ?? $element.offsetParent !== null

/** Every sentence that stands in an element, with the place where it stands. */
function passages($main) {
  const found = []
  const texts = document.createTreeWalker($main, NodeFilter.SHOW_TEXT)
  const blocks = new Map()
  while (texts.nextNode()) {
    const $text = texts.currentNode
    const $parent = $text.parentElement
    if (!$text.data.trim() || $parent.closest(SILENT) || !isShown($parent)) continue
    const $block = $parent.closest(BLOCKS) ?? $parent
    if (!blocks.has($block)) blocks.set($block, { text: '', nodes: [] })
    const block = blocks.get($block)
    // A new line of an address is no part of the word before it.
    if ($text.previousSibling?.nodeName === 'BR') block.text += ' '
    block.nodes.push([block.text.length, $text])
    block.text += $text.data
  }
  for (const { text, nodes } of blocks.values()) {
    for (const [from, to] of sentences(text)) {
      const range = new Range()
      const at = (offset) => nodes.filter(([start]) => start <= offset).pop()
      const [[first, $first], [last, $last]] = [at(from), at(to - 1)]
      range.setStart($first, Math.min(from - first, $first.length))
      range.setEnd($last, Math.min(to - last, $last.length))
      found.push({ text: text.slice(from, to).replace(/\s+/g, ' ').trim(), range })
    }
  }
  return found
}

function show(range) {
  if (!globalThis.CSS?.highlights) return
  CSS.highlights.delete('voorlezen')
  if (!range) return
  CSS.highlights.set('voorlezen', new Highlight(range))
  const { top, bottom } = range.getBoundingClientRect()
  if (top < 0 || bottom > innerHeight) range.startContainer.parentElement.scrollIntoView({ block: 'center' })
}

/** Reads sentence by sentence: pausing in the middle of one does not work on many phones. */
function reader(kept, changed) {
  let all = [], at = 0, turn = 0, rate = +(kept.tempo ?? ORDINARY), reads = false
  const hush = () => { turn += 1; globalThis.speechSynthesis?.cancel() }
  const stop = () => { hush(); at = 0; all = []; reads = false; show(); changed() }
  const say = () => {
    if (at >= all.length) return stop()
    const mine = ++turn
    const voice = voiceOf(speechSynthesis.getVoices())
    const words = Object.assign(new SpeechSynthesisUtterance(all[at].text), { voice, lang: voice?.lang ?? 'nl', rate: RATES[rate] })
    words.onend = () => { if (mine === turn) { at += 1; say() } }
    words.onerror = () => { if (mine === turn) stop() }
    show(all[at].range)
    speechSynthesis.speak(words)
  }
  addEventListener('pagehide', hush)
  return {
    get reads() { return reads },
    get begun() { return all.length > 0 },
    get rate() { return rate },
    stop,
    toggle() {
      reads = !reads
      if (!all.length) all = passages(document.querySelector('main'))
      reads ? say() : hush()
      changed()
    },
    pace(step) {
      const next = within(RATES, rate + step)
      if (next === rate) return
      rate = next
      keep(kept, 'tempo', rate === ORDINARY ? '' : rate)
      if (reads) { hush(); say() }
      changed()
    },
  }
}

// The panel.

function keep(kept, name, value) {
  // Full or forbidden: then it lasts as long as this page.
  try { value === '' ? delete kept[name] : kept[name] = value } catch {}
}

function styled() {
  const href = new URL('../css/leeshulp.css', import.meta.url).href
  // Checkers of style sheets do not know this selector yet.
  if (globalThis.CSS?.highlights) {
    const marked = new CSSStyleSheet()
    marked.replaceSync('::highlight(voorlezen) { background-color: #ffdb5a; color: #001823 }')
    document.adoptedStyleSheets.push(marked)
  }
  return new Promise((done) => {
    document.head.append(make('link', { rel: 'stylesheet', href, onload: done, onerror: done }))
  })
}

function panel(kept, close) {
  const button = (textContent, onclick) => make('button', { type: 'button', className: 'knop licht', textContent, onclick })
  const size = () => Math.max(0, SIZES.indexOf(root.style.fontSize))
  const resize = (step) => () => {
    keep(kept, 'letters', root.style.fontSize = SIZES[within(SIZES, size() + step)])
    changed()
  }
  const $read = button('', () => voice.toggle())
  const $stop = button('Stop', () => { voice.stop(); $read.focus() })
  const $slower = button('Trager', () => voice.pace(-1))
  const $faster = button('Sneller', () => voice.pace(1))
  const $larger = button('Grotere letters', resize(1))
  const $smaller = button('Kleinere letters', resize(-1))
  const $calm = button('Rustig lezen', () => {
    keep(kept, 'rustig', root.classList.toggle('rustig') ? 1 : '')
    changed()
  })
  const $close = button('Sluit', () => { voice.stop(); close() })
  const voice = reader(kept, () => changed())
  function changed() {
    const can = globalThis.speechSynthesis && voiceOf(speechSynthesis.getVoices())
    $read.hidden = !can
    for (const $more of [$stop, $slower, $faster]) $more.hidden = !can || !voice.begun
    $read.textContent = voice.reads ? 'Pauze' : voice.begun ? 'Lees verder' : 'Lees voor'
    // A button of no use keeps the focus.
    $slower.setAttribute('aria-disabled', voice.rate === 0)
    $faster.setAttribute('aria-disabled', voice.rate === RATES.length - 1)
    $larger.setAttribute('aria-disabled', size() === SIZES.length - 1)
    $smaller.setAttribute('aria-disabled', size() === 0)
    $calm.setAttribute('aria-pressed', root.classList.contains('rustig'))
  }
  root.classList.toggle('rustig', !!kept.rustig)
  globalThis.speechSynthesis?.addEventListener?.('voiceschanged', changed)
  changed()
  const $title = make('h2', { id: 'leeshulp-titel', textContent: 'Hulp bij lezen', tabIndex: -1 })
  const $panel = make('section', { className: 'paneel niet-afdrukken' }, $title,
    make('div', { className: 'knoppen' }, $read, $stop, $slower, $faster, $larger, $smaller, $calm, $close))
  $panel.setAttribute('aria-labelledby', $title.id)
  return $panel
}

let $panel

/** `link` was tapped, or when `asked` is false, on the page before: then the focus stays where it is. */
export async function open(kept, link, asked) {
  if (!$panel) {
    $panel = panel(kept, () => {
      keep(kept, 'leeshulp', '')
      keep(kept, 'rustig', '')
      root.classList.remove('rustig')
      $panel.remove()
      link.focus()
    })
    await styled()
  }
  keep(kept, 'leeshulp', 1)
  if (!$panel.isConnected) document.querySelector('main').prepend($panel)
  if (asked) $panel.querySelector('h2').focus()
}
