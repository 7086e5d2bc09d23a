/** The page of one place: marks today in its week, and puts the answer of now in the text to send on. */
import { WEEKDAYS, also, answer, dayOf, doubt, gegevens, sentence, special, weekday } from './uren.js'

// Two text messages.
const LONGEST = 320
const $ = (selector) => document.querySelector(selector)

/** Marks today, and what holds in place of the week. */
function mark($table, channel, today) {
  const { cells } = $table.querySelector(`[data-dag=${WEEKDAYS[weekday(today)]}]`)
  const other = special(channel, today)
  const add = ($cell, textContent) => $cell.append(Object.assign(document.createElement('span'), { className: 'vandaag', textContent }))
  add(cells[0], ' vandaag')
  if (other) add(cells[1], ` Vandaag ${other[3]}`)
}

/** The text with the answer of the moment, which it names; of the telephone only when nobody can come by. */
function tell(data, id, now) {
  const { kanalen } = data.plaatsen[id]
  const { telefoon, ...visited } = kanalen
  const found = Object.keys(Object.keys(visited).length ? visited : kanalen).map((name) => [name, answer(data, id, name, now)])
  const [name, best] = found.find(([, { state }]) => state === 'open') ?? found[0]
  if (!best.held) return
  const at = new Date(now * 6e4).toLocaleString('nl-BE', { timeZone: 'Europe/Brussels', dateStyle: 'full', timeStyle: 'short' })
  // A place that is closed for now has no table.
  const title = $(`[data-kanaal=${name}] caption`)?.textContent.replace(/:.*/s, ': ').toLowerCase() ?? ''
  const $hours = $('[data-deel] span')
  const was = $hours.textContent
  $hours.textContent = `${at[0].toUpperCase()}${at.slice(1)}: ${title}${sentence(best).replace(/\.$/, '')}.`
  if ($('[data-deel]').textContent.length > LONGEST) $hours.textContent = was
}

/** A mail to nobody yet is no link for who has no script: some programs take it for a broken one. */
function link() {
  // A hard space is not in the alphabet of text messages: with one, only half as much fits.
  const body = 'body=' + encodeURIComponent($('[data-deel]').textContent.replace(/\u00a0/g, ' '))
  const [$sms, $mail] = document.querySelectorAll('[data-deel-link]')
  $sms.href = 'sms:?' + body
  $mail.href = `mailto:?subject=${$mail.dataset.mail}&${body}`
  $mail.hidden = false
}

function update(data, now) {
  const { digipunt: id } = $('main').dataset
  const place = data.plaatsen[id]
  document.querySelectorAll('.vandaag').forEach(($note) => $note.remove())
  document.querySelectorAll('[data-kanaal]').forEach(($table) => {
    const channel = place.kanalen[$table.dataset.kanaal]
    if (channel && !doubt(data, place, dayOf(now))) mark($table, channel, dayOf(now))
  })
  if (!$('[data-deel]')) return
  tell(data, id, now)
  link()
}

// Whoever comes from a print brings its mark along.
if (location.search) import('./druk.js')
also.push(update)
gegevens.then((data) => {
  update(data, Math.floor(Date.now() / 6e4))
  const $copy = $('[data-kopie]')
  if (!$copy || !navigator.clipboard) return
  $copy.hidden = false
  $copy.addEventListener('click', () => navigator.clipboard.writeText($('[data-deel]').textContent).then(() => {
    $copy.textContent = 'De tekst is gekopieerd'
  }))
}, () => {})
