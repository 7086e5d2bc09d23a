/**
 * Says whether a place is open now: looks up what the build wrote down, on the clock of Brussels.
 * Moments are minutes since 1970, in UTC.
 */
const WEEKDAYS = ['maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag', 'zaterdag', 'zondag']
const MONTHS = ['januari', 'februari', 'maart', 'april', 'mei', 'juni', 'juli', 'augustus', 'september',
  'oktober', 'november', 'december']
const brussels = new Intl.DateTimeFormat('en', {
  timeZone: 'Europe/Brussels', hourCycle: 'h23',
  year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric',
})

/** What the clock in Brussels shows, in minutes since 1970. */
function wall(utc) {
  const shown = {}
  for (const { type, value } of brussels.formatToParts(utc * 6e4)) shown[type] = Number(value)
  return Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour % 24, shown.minute) / 6e4
}

/** Days are numbered from 1 January 1970, a Thursday. */
const dayOf = (utc) => Math.floor(wall(utc) / 1440)
const isoOf = (day) => new Date(day * 864e5).toISOString().slice(0, 10)
const weekday = (day) => (day + 3) % 7

/** [kind, minutes, reason, words]; 'u' hours, 'a' by appointment, 'b' not known. */
const holding = (channel, day) => channel.anders[isoOf(day)] ?? channel.week[weekday(day)]

/** When the wall clock shows these ranges. In the nights of the change, at 1:00 UTC, it jumps. */
function times(day, minutes) {
  const midnight = day * 1440
  const change = midnight + 60
  const found = []
  for (let i = 0; i < minutes.length; i += 2) {
    const [before, after] = [-120, 120].map((utc) => midnight - wall(midnight + utc) + midnight + utc)
    const [[opens, closes], [again, end]] = [before, after].map((start) => [start + minutes[i], start + minutes[i + 1]])
    if (before === after) found.push([opens, closes])
    else found.push([opens, Math.min(closes, change)], [Math.max(again, change), end])
  }
  return found.filter(([start, end]) => start < end).sort(([one], [other]) => one - other)
}

/** The answer for one channel of a place: its state, and `until` or `opens`. */
export function answer(data, id, name, now) {
  const place = data.plaatsen[id]
  const channel = place.kanalen[name]
  const today = dayOf(now)
  const iso = isoOf(today)
  const stale = iso < data.van || iso > data.tot ? `deze pagina is van ${data.gemaakt}`
    : iso >= place.oud ? `de uren zijn van ${place.nagekeken}` : ''
  const [kind, minutes, reason, words] = stale ? ['b', [], stale] : holding(channel, today)
  const found = { state: 'unknown', today, kind, minutes, reason, words }
  const isNow = ([start, end]) => start <= now && now < end
  if (kind === 'b' || (kind === 'a' && (!minutes.length || times(today, minutes).some(isNow)))) return found
  found.state = 'closed'
  for (let day = today; isoOf(day) <= data.tot; day++) {
    const [kind, minutes] = holding(channel, day)
    if (kind === 'b') found.isUnsure = true
    for (const span of kind === 'u' ? times(day, minutes) : []) {
      // At midnight one open time can go on in the next.
      if (isNow(span) || span[0] === found.until) Object.assign(found, { state: 'open', until: span[1] })
      else if (found.until) return found
      else if (span[0] > now) return { ...found, opens: span[0] }
    }
  }
  return { ...found, isAppointment: !found.until && channel.week.some(([kind]) => kind === 'a') }
}

/** The answer in words, as sitegen/answers.py says it. */
export function sentence({ state, today, kind, minutes, reason, words, until, opens, isUnsure, isAppointment }) {
  const closed = reason && !minutes.length ? `Vandaag gesloten: ${reason}.` : ''
  if (kind === 'a' && (isAppointment || state === 'unknown')) return minutes.length ? `Vandaag ${words}` : 'Op afspraak'
  if (isAppointment) return `${closed} Op afspraak`.trim()
  if (state === 'unknown') return `We weten het niet zeker${reason && `: ${reason}`}. Bel eerst.`
  const edge = wall(until ?? opens ?? 0)
  const isMidnight = state === 'open' && edge % 1440 === 0
  const day = Math.floor(edge / 1440) - isMidnight
  const when = dayInWords(day, today)
  const hour = isMidnight ? 'middernacht' : time(edge % 1440)
  if (state === 'open') return day - today < 7 ? `Nu open tot ${when === 'vandaag' ? '' : `${when} `}${hour}` : 'Nu open, dag en nacht'
  const now = closed || (opens ? 'Nu gesloten.' : 'Gesloten.')
  return `${now} ${opens ? `Opent ${isUnsure ? 'ten laatste ' : ''}${when} om ${hour}` : 'Er is geen volgende openingsdag bekend'}`
}

function dayInWords(day, today) {
  const name = WEEKDAYS[weekday(day)]
  const [, month, date] = isoOf(day).split('-').map(Number)
  return ['vandaag', 'morgen'][day - today] ?? (day - today < 7 ? name : `${name} ${date}\u00a0${MONTHS[month - 1]}`)
}

const time = (minute) => `${Math.floor(minute / 60)}${minute % 60 ? `.${String(minute % 60).padStart(2, '0')}` : ''}\u00a0uur`

/** Marks today in a week, and what holds today if that is something else. */
function mark($table, { anders }, today) {
  const [$day, $hours] = $table.querySelector(`[data-dag=${WEEKDAYS[weekday(today)]}]`).cells
  const special = anders[isoOf(today)]
  $table.querySelectorAll('.vandaag').forEach(($note) => $note.remove())
  for (const [$cell, text] of [[$day, ' vandaag'], [$hours, special && ` Vandaag ${special[3]}`]]) {
    if (text) $cell.append(Object.assign(document.createElement('span'), { className: 'vandaag', textContent: text }))
  }
}

function refresh(data) {
  const now = Math.floor(Date.now() / 6e4)
  for (const $answer of document.querySelectorAll('[data-antwoord]')) {
    const $place = $answer.closest('[data-digipunt]')
    const id = $place.dataset.digipunt
    const name = $answer.dataset.antwoord
    const channel = data.plaatsen[id].kanalen[name]
    // What is so on every day stays as it was written.
    const found = channel.week ? answer(data, id, name, now) : { state: channel }
    $answer.dataset.status = found.state
    if (channel.week) $answer.textContent = sentence(found)
    const $table = $place.querySelector(`table[data-kanaal=${name}]`)
    if ($table && channel.week) mark($table, channel, found.today)
  }
  const today = isoOf(dayOf(now))
  for (const $note of document.querySelectorAll('[data-tot]')) {
    $note.hidden = today > $note.dataset.tot || today < $note.dataset.vanaf
  }
}

/** Keeps the answers right: each minute, and when a page comes back into view. */
export function enhance() {
  const $data = document.getElementById('gegevens')
  if (!$data) return
  const data = JSON.parse($data.textContent)
  const tick = () => {
    refresh(data)
    setTimeout(tick, 6e4 - (Date.now() % 6e4))
  }
  tick()
  for (const event of ['visibilitychange', 'pageshow']) addEventListener(event, () => refresh(data))
}

if (globalThis.document) enhance()
