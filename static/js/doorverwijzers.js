/** For who helps somebody: sort and filter the table, and choose up to three places for one sheet. */
const MOST = 3

export const compare = (a, b) => a.localeCompare(b, 'nl', { numeric: true })

/** What a cell says, on one line. */
const said = ($cell) => $cell.innerText.replace(/\s+/g, ' ').trim()

function sorted($table, $head) {
  const isUp = $head.ariaSort !== 'ascending'
  for (const $other of $table.tHead.rows[0].cells) $other.removeAttribute('aria-sort')
  $head.setAttribute('aria-sort', isUp ? 'ascending' : 'descending')
  const key = ($row) => said($row.cells[$head.cellIndex])
  return [...$table.tBodies[0].rows].sort((a, b) => (isUp ? 1 : -1) * compare(key(a), key(b)))
}

function enhance($root) {
  const $ = (selector) => $root.querySelector(selector)
  const [$table, $filter, $status, $sheet, $chosen, $text] =
    ['table', '[type=search]', '[role=status]', '.blad', '[data-gekozen]', 'textarea'].map($)
  const $body = $table.tBodies[0]
  const rows = [...$body.rows]
  const heads = [...$table.tHead.rows[0].cells]
  const make = (tag, textContent, more) => Object.assign(document.createElement(tag), { textContent, ...more })

  /** The sheet and the text of the rows that the address names. */
  function show() {
    const ids = new URLSearchParams(location.search).getAll('kies')
    const chosen = rows.filter(($row) => ids.includes($row.dataset.digipunt)).slice(0, MOST)
    for (const $row of rows) {
      const $box = $row.querySelector('input')
      $box.checked = chosen.includes($row)
      $box.disabled = chosen.length === MOST && !$box.checked
    }
    $sheet.hidden = !chosen.length
    $chosen.replaceChildren(...chosen.map(($row) => {
      const $list = make('dl')
      for (const $cell of [...$row.cells].slice(1)) $list.append(make('dt', heads[$cell.cellIndex].innerText), make('dd', said($cell)))
      const $part = make('article')
      $part.append(make('h3', said($row.cells[0])), $list)
      return $part
    }))
    $text.value = chosen.map(({ cells: [$name, $where, $phone, $today] }) =>
      [...[$name, $where, $phone, $today].map(said), $name.querySelector('a').href].join('\n')).join('\n\n')
  }

  function choose(ids) {
    history.pushState(null, '', ids.length ? `?${new URLSearchParams(ids.map((id) => ['kies', id]))}` : location.pathname)
    show()
    $status.textContent = `${ids.length} van ${MOST} gekozen.`
  }

  for (const $row of rows) {
    $row.cells[0].prepend(make('input', '', { type: 'checkbox', ariaLabel: 'Kies ' + said($row.cells[0]) }))
  }
  for (const $head of heads) {
    const $button = make('button', $head.textContent, { type: 'button' })
    $button.addEventListener('click', () => $body.append(...sorted($table, $head)))
    $head.replaceChildren($button)
  }
  $body.addEventListener('change', () => choose(rows.filter(($row) => $row.querySelector(':checked')).map(($row) => $row.dataset.digipunt)))
  $filter.addEventListener('input', () => {
    const word = $filter.value.trim().toLowerCase()
    for (const $row of rows) $row.hidden = !$row.textContent.toLowerCase().includes(word)
    $status.textContent = `${rows.filter(($row) => !$row.hidden).length} Digipunten in de tabel.`
  })
  $('[data-druk]').addEventListener('click', () => print())
  $('[data-kopie]').addEventListener('click', () => {
    $text.select()
    navigator.clipboard?.writeText($text.value)
    $status.textContent = 'De tekst is gekopieerd.'
  })
  $('[data-wis]').addEventListener('click', () => choose([]))
  $('[data-met-script]').hidden = false
  addEventListener('popstate', show)
  show()
}

const $root = document.querySelector('[data-doorverwijzers]')
if ($root) enhance($root)
