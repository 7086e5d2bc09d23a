/**
 * Says what is open now: looks up what the build wrote, on the clock of Brussels.
 * Moments are minutes since 1970 in UTC, days are days since then.
 */
const WEEKDAYS = ['maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag', 'zaterdag', 'zondag']
const MONTHS = ['januari', 'februari', 'maart', 'april', 'mei', 'juni', 'juli', 'augustus', 'september',
  'oktober', 'november', 'december']
const brussels = new Intl.DateTimeFormat('en', {
  timeZone: 'Europe/Brussels', hourCycle: 'h23',
  year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric',
})

/** What the clock in Brussels shows, as if it were UTC. */
function wall(utc) {
  const shown = {}
  for (const { type, value } of brussels.formatToParts(utc * 6e4)) shown[type] = +value
  return Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour % 24, shown.minute) / 6e4
}

const dayOf = (utc) => Math.floor(wall(utc) / 1440)
const isoOf = (day) => new Date(day * 864e5).toISOString().slice(0, 10)
const weekday = (day) => (day + 3) % 7

/** [kind, minutes, reason, words, times]; 'u' hours, 'a' by appointment, 'b' not known. */
const holding = (channel, day) => channel.anders[isoOf(day)] ?? channel.week[weekday(day)]

/** When the clock shows these minutes; in the nights that it changes the build says when. */
function times(day, [, minutes, , , exact]) {
  const noon = day * 1440 + 720
  const midnight = 2 * noon - wall(noon) - 720
  return exact ?? minutes.flatMap((start, i) => i % 2 ? [] : [[midnight + start, midnight + minutes[i + 1]]])
}

/** Why nothing is sure: page or hours are too old, or the clock is wrong. */
function doubt(data, { oud, nagekeken }, iso) {
  if (iso < data.van || iso > data.tot) return `deze pagina is van ${data.gemaakt}`
  return iso >= oud ? `de uren zijn van ${nagekeken}` : ''
}

/** Open times from a day on; an empty one is a day that is not known. */
function* ahead(data, channel, day) {
  for (; isoOf(day) <= data.tot; day++) {
    const held = holding(channel, day)
    if (held[0] === 'b') yield []
    if (held[0] === 'u') yield* times(day, held)
  }
  yield* channel.later
}

/** The answer for one channel of a place: its state, and `until` or `opens`. */
export function answer(data, id, name, now) {
  const place = data.plaatsen[id]
  const channel = place.kanalen[name]
  const today = dayOf(now)
  const doubts = doubt(data, place, isoOf(today))
  // The words on the page stay.
  if (channel === 'unknown' || (channel === 'closed' && !doubts)) return { state: channel }
  const held = doubts ? ['b', [], doubts] : holding(channel, today)
  const [kind, minutes] = held
  const found = { state: 'unknown', today, held }
  const isNow = ([start, end]) => start <= now && now < end
  if (kind === 'b' || (kind === 'a' && (!minutes.length || times(today, held).some(isNow)))) return found
  found.state = 'closed'
  for (const span of ahead(data, channel, today)) {
    // At midnight one open time can go on in the next.
    if (isNow(span) || (span.length && span[0] === found.until)) Object.assign(found, { state: 'open', until: span[1] })
    else if (found.until) return found
    else if (!span.length) found.isUnsure = true
    else if (span[0] > now) return { ...found, opens: span[0] }
  }
  return { ...found, isAppointment: !found.until && [held, ...channel.week].some(([kind]) => kind === 'a') }
}

/** In words, as sitegen/answers.py says it. */
export function sentence({ state, today, held: [kind, minutes, reason, words], until, opens, isUnsure, isAppointment }) {
  const closed = reason && !minutes.length ? `Vandaag gesloten: ${reason}.` : ''
  if (kind === 'a' && (isAppointment || state === 'unknown')) return minutes.length ? `Vandaag ${words}` : 'Op afspraak'
  if (isAppointment) return `${closed} Op afspraak`.trim()
  if (state === 'unknown') return `We weten het niet zeker${reason && `: ${reason}`}. Bel eerst.`
  if (!until && !opens) return `${closed || 'Gesloten.'} Er is geen volgende openingsdag bekend`
  const edge = wall(until ?? opens)
  const isMidnight = !opens && edge % 1440 === 0
  const day = Math.floor(edge / 1440) - isMidnight
  const when = dayInWords(day, today)
  const hour = isMidnight ? 'middernacht' : time(edge)
  if (opens) return `${closed || 'Nu gesloten.'} Opent ${isUnsure ? 'ten laatste ' : ''}${when} om ${hour}`
  return day - today < 7 ? `Nu open tot ${day > today ? `${when} ` : ''}${hour}` : 'Nu open, dag en nacht'
}

function dayInWords(day, today) {
  const days = day - today
  const name = WEEKDAYS[weekday(day)]
  if (days < 7) return ['vandaag', 'morgen'][days] ?? name
  const [year, month, date] = isoOf(day).split('-').map(Number)
  return `${name} ${date}\u00a0${MONTHS[month - 1]}${days > 300 ? ` ${year}` : ''}`
}

const time = (edge) => `${Math.floor(edge / 60) % 24}${edge % 60 ? `.${String(edge % 60).padStart(2, '0')}` : ''}\u00a0uur`

/** Marks today, and what holds in place of the week. */
function mark($table, { anders }, today) {
  const { cells } = $table.querySelector(`[data-dag=${WEEKDAYS[weekday(today)]}]`)
  const special = anders[isoOf(today)]
  const add = ($cell, textContent) => $cell.append(Object.assign(document.createElement('span'), { className: 'vandaag', textContent }))
  add(cells[0], ' vandaag')
  if (special) add(cells[1], ` Vandaag ${special[3]}`)
}

function refresh(data) {
  const now = Math.floor(Date.now() / 6e4)
  const today = isoOf(dayOf(now))
  const each = ($root, key, visit) => $root.querySelectorAll(`[data-${key}]`).forEach(visit)
  document.querySelectorAll('.vandaag').forEach(($note) => $note.remove())
  each(document, 'digipunt', ($place) => {
    const id = $place.dataset.digipunt
    const place = data.plaatsen[id]
    const isSure = !doubt(data, place, today)
    each($place, 'antwoord', ($answer) => {
      const found = answer(data, id, $answer.dataset.antwoord, now)
      $answer.dataset.status = found.state
      if (found.held) $answer.textContent = sentence(found)
    })
    each($place, 'kanaal', ($table) => {
      const channel = place.kanalen[$table.dataset.kanaal]
      if (isSure && channel) mark($table, channel, dayOf(now))
    })
    each($place, 'tot', ($note) => {
      $note.hidden = !isSure || today > $note.dataset.tot || today < $note.dataset.vanaf
    })
  })
}

/** Each minute, and when a page comes back into view. */
export function enhance() {
  const $data = document.getElementById('gegevens')
  if (!$data) return
  const data = JSON.parse($data.textContent)
  const tick = () => {
    setTimeout(tick, 6e4 - (Date.now() % 6e4))
    refresh(data)
  }
  tick()
  for (const event of ['visibilitychange', 'pageshow']) addEventListener(event, () => refresh(data))
}

if (globalThis.document) enhance()
