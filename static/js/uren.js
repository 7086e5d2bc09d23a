/**
 * Says what is open now: looks up what the build wrote, on the clock of Brussels.
 * Moments are minutes since 1970 in UTC, days are days since then.
 */
export const WEEKDAYS = ['maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag', 'zaterdag', 'zondag']
const MONTHS = ['januari', 'februari', 'maart', 'april', 'mei', 'juni', 'juli', 'augustus', 'september',
  'oktober', 'november', 'december']
const brussels = new Intl.DateTimeFormat('en', {
  timeZone: 'Europe/Brussels', hourCycle: 'h23',
  year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric',
})

/** Text to compare with: no accents, no capitals, no signs. */
export const plain = (text) => text.normalize('NFD').toLowerCase().replace(/\p{M}/gu, '')
  .replace(/\bst\b/g, 'sint').replace(/[^a-z0-9]+/g, ' ').trim()

/** What the clock in Brussels shows, as if it were UTC. */
function wall(utc) {
  const shown = {}
  for (const { type, value } of brussels.formatToParts(utc * 6e4)) shown[type] = +value
  return Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour % 24, shown.minute) / 6e4
}

// Asked for each place again, and slow to find.
const midnights = {}
export const dayOf = (utc) => Math.floor(wall(utc) / 1440)
const isoOf = (day) => new Date(day * 864e5).toISOString().slice(0, 10)
export const weekday = (day) => (day + 3) % 7
const midnight = (day) => midnights[day] ??= 2880 * day + 720 - wall(day * 1440 + 720)

/** [kind, minutes, reason, words, times]; 'u' hours, 'a' by appointment, 'b' not known. */
export const special = ({ anders }, day) => anders.find(([from, to]) => from <= day && day <= to)?.[2]
export const holding = (channel, day) => special(channel, day) ?? channel.week[weekday(day)]

/** When the clock shows these minutes; in the nights that it changes the build says when. */
export function times(day, [, minutes, , , exact]) {
  const start = midnight(day)
  return exact ?? minutes.flatMap((from, i) => i % 2 ? [] : [[start + from, start + minutes[i + 1]]])
}

/** Why nothing is sure: page or hours are too old, or the clock is wrong. */
export function doubt(data, { oud, nagekeken }, day) {
  if (day < data.van || day > data.tot) return `deze pagina is van ${data.gemaakt}`
  return day >= oud ? `de uren zijn van ${nagekeken}` : ''
}

/** Open times from a day on; an empty one is a day that is not known. */
function* ahead(data, channel, day) {
  for (; day <= data.tot; day++) {
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
  const doubts = doubt(data, place, today)
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
  if (state === 'unknown') return `We weten het niet zeker${reason && ': '}${reason}. Bel eerst.`
  if (!until && !opens) return `${closed || 'Gesloten.'} Er is geen volgende openingsdag bekend`
  const edge = wall(until ?? opens)
  const isMidnight = !opens && edge % 1440 === 0
  const day = Math.floor(edge / 1440) - isMidnight
  const when = dayInWords(day, today)
  const hour = isMidnight ? 'middernacht' : time(edge)
  if (opens) return `${closed || 'Nu gesloten.'} Opent ${isUnsure ? 'ten laatste ' : ''}${when} om ${hour}`
  return day - today < 7 ? `Nu open tot ${day > today ? when + ' ' : ''}${hour}` : 'Nu open, dag en nacht'
}

export function dayInWords(day, today) {
  const days = day - today
  const name = WEEKDAYS[weekday(day)]
  if (days < 7) return ['vandaag', 'morgen'][days] ?? name
  const [year, month, date] = isoOf(day).split('-').map(Number)
  return `${name} ${date}\u00a0${MONTHS[month - 1]}${days > 300 ? ' ' + year : ''}`
}

const time = (edge) => `${Math.floor(edge / 60) % 24}${edge % 60 ? '.' + String(edge % 60).padStart(2, '0') : ''}\u00a0uur`

/** What else a page does with the data, each time that it looks again. */
export const also = []

export function refresh(data) {
  const now = Math.floor(Date.now() / 6e4)
  const today = dayOf(now)
  const iso = isoOf(today)
  const each = ($root, key, visit) => $root.querySelectorAll(`[data-${key}]`).forEach(visit)
  each(document, 'digipunt', ($place) => {
    const id = $place.dataset.digipunt
    const isUnsure = doubt(data, data.plaatsen[id], today)
    each($place, 'antwoord', ($answer) => {
      const found = answer(data, id, $answer.dataset.antwoord, now)
      $answer.dataset.status = found.state
      if (found.held) $answer.textContent = sentence(found)
    })
    each($place, 'tot', ($note) => {
      $note.hidden = isUnsure || iso > $note.dataset.tot || iso < $note.dataset.vanaf
    })
  })
  also.forEach((visit) => visit(data, now))
}

/** What the build found out: in the page, or in a file of its own when that is long. */
function load() {
  const $data = document.getElementById('gegevens')
  return $data?.href ? fetch($data.href).then((file) => file.json()) : $data && JSON.parse($data.textContent)
}

export const gegevens = Promise.resolve(globalThis.document && load())

/** Each minute, and when a page comes back into view. */
gegevens.then((data) => {
  if (!data) return
  const tick = () => {
    setTimeout(tick, 6e4 - (Date.now() % 6e4))
    refresh(data)
  }
  tick()
  for (const event of ['visibilitychange', 'pageshow']) addEventListener(event, () => refresh(data))
}, () => {})
