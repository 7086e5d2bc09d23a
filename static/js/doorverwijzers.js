/** For who helps somebody: sort and filter the table, and choose up to three places for one sheet. */
import { plain } from './uren.js'

const MOST = 3
const TODAY = 1

/** What an element says, on one line. */
const said = ($element) => $element.innerText.replace(/\s+/g, ' ').trim()
const make = (tag, textContent, more) => Object.assign(document.createElement(tag), { textContent, ...more })

function enhance($root) {
  const $ = (selector) => $root.querySelector(selector)
  const [$table, $filter, $status, $sheet, $chosen, $text, $copy] =
    ['table', '[type=search]', '[role=status]', '.blad', '[data-gekozen]', 'textarea', '[data-kopie]'].map($)
  const $body = $table.tBodies[0]
  const rows = [...$body.rows]
  const heads = [...$table.tHead.rows[0].cells]
  const titles = heads.map(said)
  const $link = make('a', '', { href: '#blad', className: 'niet-afdrukken' })
  const ids = () => new URLSearchParams(location.search).getAll('kies')
  const boxOf = ($row) => $row.querySelector('input')

  function sort($head) {
    const isUp = $head.getAttribute('aria-sort') !== 'ascending'
    for (const $other of heads) $other.removeAttribute('aria-sort')
    $head.setAttribute('aria-sort', isUp ? 'ascending' : 'descending')
    const key = ($row) => said($row.cells[$head.cellIndex])
    $body.append(...[...rows].sort((a, b) => (isUp ? 1 : -1) * key(a).localeCompare(key(b), 'nl', { numeric: true })))
  }

  /** What is known of a place, as pairs of a title and words. */
  const known = ($row) => [...$row.cells].map(($cell, i) => [titles[i], said($cell), i])
    .filter(([, words, i]) => i && i !== TODAY && words !== 'Niet bekend')

  /** The sheet and the text of the rows that the address names, in its order. */
  function show() {
    const chosen = [...new Set(ids())].map((id) => rows.find(($row) => $row.dataset.digipunt === id)).filter(Boolean).slice(0, MOST)
    for (const $row of rows) {
      boxOf($row).checked = chosen.includes($row)
      boxOf($row).disabled = chosen.length === MOST && !chosen.includes($row)
    }
    $sheet.hidden = !chosen.length
    const lines = ($row, i) => [...$row.cells[i].querySelectorAll('p')].map(said)
    $chosen.replaceChildren(...chosen.map(($row) => {
      const [name, ...about] = lines($row, 0)
      const $list = make('dl')
      for (const [title, words] of known($row)) $list.append(make('dt', title), make('dd', words))
      const $part = make('article', '', { ariaLabel: name })
      $part.append(make('h3', name), ...about.map((line) => make('p', line)), $list)
      return $part
    }))
    const today = new Date().toLocaleDateString('nl-BE', { timeZone: 'Europe/Brussels', dateStyle: 'full' })
    $text.value = chosen.map(($row) => [
      ...lines($row, 0),
      ...lines($row, TODAY).map((line) => `Op ${today}: ${line}`),
      ...lines($row, TODAY + 1),
      $row.querySelector('a').href,
    ].join('\n')).join('\n\n')
    $link.textContent = `${chosen.length} van ${MOST} gekozen: naar je blad`
    $copy.textContent = 'Kopieer de tekst'
    return chosen
  }

  function choose(wanted, $row) {
    const asked = new URLSearchParams(wanted.map((id) => ['kies', id]))
    history.pushState(null, '', wanted.length ? '?' + asked : location.pathname)
    const { length } = show()
    if (length && $row) $row.cells[0].append($link)
    else $link.remove()
    $status.textContent = length === MOST ? '3 gekozen. Haal een vinkje weg om een ander Digipunt te kiezen.' : `${length} van ${MOST} gekozen.`
  }

  for (const $row of rows) {
    const $box = make('input', '', { type: 'checkbox' })
    $box.setAttribute('aria-label', 'Kies ' + said($row.querySelector('a')))
    $row.cells[0].prepend($box)
  }
  heads.forEach(($head, i) => {
    if (i === TODAY) return
    const $button = make('button', titles[i], { type: 'button' })
    $button.addEventListener('click', () => sort($head))
    $head.replaceChildren($button)
  })
  $body.addEventListener('change', ({ target }) => {
    const $row = target.closest('tr')
    const id = $row.dataset.digipunt
    choose(target.checked ? [...ids(), id] : ids().filter((other) => other !== id), $row)
  })
  $filter.addEventListener('input', () => {
    const words = plain($filter.value).split(' ')
    for (const $row of rows) $row.hidden = !words.every((word) => plain($row.textContent).includes(word))
    const { length } = rows.filter(($row) => !$row.hidden)
    $status.textContent = length ? `${length} Digipunt${length > 1 ? 'en' : ''} in de tabel.` : 'Niets gevonden. Maak het veld leeg om alles te zien.'
  })
  $('[data-druk]').addEventListener('click', () => print())
  $copy.addEventListener('click', () => {
    $text.select()
    navigator.clipboard.writeText($text.value).then(() => {
      $copy.textContent = 'De tekst is gekopieerd'
    }, () => {
      $copy.textContent = 'Selecteer de tekst en kopieer ze zelf'
    })
  })
  $('[data-wis]').addEventListener('click', () => {
    choose([])
    $filter.focus()
  })
  $copy.parentElement.hidden = !navigator.clipboard
  $('[data-met-script]').hidden = false
  addEventListener('popstate', show)
  show()
}

const $root = document.querySelector('[data-doorverwijzers]')
if ($root) enhance($root)
