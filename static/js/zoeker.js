/**
 * The finder: which places answer a question, in what order. The cards in the page are the list; the
 * address holds the question, so that it can be sent on.
 */
import { WEEKDAYS, also, dayInWords, dayOf, doubt, gegevens, holding, plain, refresh, times } from './uren.js'

// In the night that has an hour twice a day begins an hour before its midnight on the clock of noon.
const DAY = [-60, 1440]
const PARTS = { voormiddag: [-60, 720], namiddag: [720, 1080], avond: [1080, 1440] }

/** Whether one letter is wrong, missing, too many, or has changed places with the next. */
function isOneOff(typed, meant) {
  let i = 0
  while (i < typed.length && typed[i] === meant[i]) i++
  const [a, b] = [typed.slice(i), meant.slice(i)]
  return [b, b.slice(1)].includes(a.slice(1)) || a === b.slice(1) || a === b[1] + b[0] + b.slice(2)
}

/** The name that somebody meant, or undefined: a postcode, a district or a part of one, a street. */
export function findName(names, text) {
  const aliases = names.flatMap((name) => [name, ...name.split(/^(\d{4}) | - |, | en /)].filter(Boolean).map((part) => [plain(part), name]))
  const typed = plain(text)
  const street = typed.replace(/^((de|het|in|bij|wijk|gent) )+|( nr)? \d.*$/g, '')
  const pick = (test) => {
    const [first, ...others] = aliases.filter(([alias]) => test(alias)).sort(([a], [b]) => a.length - b.length)
    if (others.every(([alias]) => alias.includes(first[0]))) return first?.[1]
  }
  for (const word of [typed, ...typed.match(/\b\d{4}\b/g) ?? [], street, street.replace(/ gent$/, '')]) {
    const found = pick((alias) => alias === word)
    if (found) return found
  }
  // A wrong postcode is another place.
  if (street.length > 2 && /[a-z]/.test(street)) {
    return pick((alias) => alias.includes(street)) ?? (street.length > 3 ? pick((alias) => isOneOff(street, alias)) : undefined)
  }
}

/** Metres, as sitegen/geo.py reckons them. */
export const distance = ([lat, lon], [otherLat, otherLon]) =>
  111194.927 * Math.hypot(otherLat - lat, (otherLon - lon) * Math.cos(lat * Math.PI / 180))

export function distanceInWords(metres) {
  const hundreds = Math.round(metres / 100)
  if (hundreds < 10) return (hundreds ? hundreds + '00' : 'minder dan 100') + '\u00a0m'
  return (hundreds < 100 ? String(hundreds / 10).replace('.', ',') : Math.round(metres / 1000)) + '\u00a0km'
}

/** [day, from, until] of each time that a question is about; none when any time will do. */
function spansOf({ wanneer, deel }, now, week) {
  const today = dayOf(now)
  if (wanneer === 'nu') return [[today, now, now + 1]]
  const index = WEEKDAYS.indexOf(wanneer)
  const ahead = index < 0 ? { vandaag: [0], morgen: [1] }[wanneer] ?? (deel ? [0, 1, 2, 3, 4, 5, 6] : []) : [(index + 11 - today % 7) % 7 + week]
  return ahead.map((days) => [today + days, ...times(today + days, ['', PARTS[deel] ?? DAY])[0]])
}

/** 2 when a place is surely open at one of these times from now on, 1 when nobody knows, 0 when it is not. */
function isOpen(data, place, channels, spans, now, today) {
  let best = 0
  for (const name in place.kanalen) {
    const channel = place.kanalen[name]
    if (name !== 'plaats' && !channels.includes(name)) continue
    for (const [day, from, until] of spans) {
      const isUnsure = channel === 'unknown' || doubt(data, place, today) || doubt(data, place, day)
      const held = isUnsure ? 'b' : channel === 'closed' ? 'u' : holding(channel, day)
      const isThen = held[1] && times(day, held).some(([opens, closes]) => closes > Math.max(from, now) && Math.max(opens, now) < until)
      if (isThen && held[0] === 'u') return 2
      if (isThen || held[0] === 'b' || (held[0] === 'a' && !held[1].length)) best = 1
    }
  }
  return best
}

/**
 * Ids of the places that answer for sure, and of those that might, in order, and the day they answer for.
 * `rank` holds metres by id when the question has a point.
 */
export function search(data, question, now, week = 0) {
  const { met, punt } = question
  const channels = met.includes('hulp') ? ['hulp', 'afspraak'] : ['hulp', 'computer', 'afspraak']
  const spans = spansOf(question, now, week)
  const isNow = spansOf({ wanneer: 'nu' }, now)
  const today = dayOf(now)
  const rank = {}
  const groups = [[], [], []]
  for (const id in data.plaatsen) {
    const place = data.plaatsen[id]
    const fits = Math.min(2, ...met.map((need) => place.met.includes(need) ? 2 : +place.misschien.includes(need)))
    rank[id] = punt ? (place.punt ? distance(punt, place.punt) : Infinity) : isOpen(data, place, channels, isNow, now, today) < 2
    groups[fits && spans.length ? Math.min(fits, isOpen(data, place, channels, spans, now, today)) : fits].push(id)
  }
  const [, misschien, zeker] = groups.map((ids) => ids.sort((a, b) => rank[a] - rank[b] || 0))
  // Who asks on Monday evening for a Monday means the next.
  const [day] = spans[0] ?? []
  if (!week && !zeker.length && day === today && WEEKDAYS.includes(question.wanneer)) return search(data, question, now, 7)
  return { zeker, misschien, rank, day }
}

function enhance($root, data, make, parts) {
  const $ = (selector) => $root.querySelector(selector)
  const $$ = (selector) => [...$root.querySelectorAll(selector)]
  const [$form, $status, $tip] = ['form', '[role=status]', '[data-tip]'].map($)
  const [$first, $more, $rest] = $$('ol')
  const fields = $form.elements
  const names = Object.keys(data.waar)
  const pointOf = (name) => data.plaatsen[data.waar[name]]?.punt ?? data.waar[name]
  const each = (visit) => $$('[data-digipunt]').forEach(($place) => visit($place, $place.dataset.digipunt))
  const most = make ? 20 : Infinity
  const typed = () => '?' + new URLSearchParams([...new FormData($form)].filter(([, value]) => value))
  let question, place, minute, shown, turn = 0

  /** Answers the question in the form; on a tick only when the answer has changed. */
  async function show(isTick) {
    $tip.textContent = ''
    const [wanneer, deel, text] = [fields.wanneer, fields.deel, fields.plaats].map(($field) => $field.value.trim())
    const $met = $$(':checked[name=met]')
    const known = text && findName(names, text)
    const now = minute = Math.floor(Date.now() / 6e4)
    const asks = { wanneer, deel, punt: history.state ?? pointOf(known), met: $met.map(($box) => $box.value) }
    const own = ++turn
    question = location.search
    place = text
    const found = parts ? await parts.answer(data, asks, now, text) : search(data, asks, now)
    // Who asked on while data came gets only the last answer.
    if (own !== turn) return
    const { zeker, misschien, day, punt = asks.punt, name = known } = found
    const isNone = !zeker.length
    // Who finds nothing sees what is near.
    const rest = misschien.length || !isNone ? misschien : search(found.data ?? data, { punt, met: [] }, now).zeker.filter((id) => data.plaatsen[id].kanalen.plaats !== 'closed').slice(0, 3)
    const lists = [[$first, zeker.slice(0, 3)], [$more, zeker.slice(3, most)], [$rest, rest.slice(0, most)]]
    const ids = lists.flatMap(([, some]) => some)
    if (isTick && String(ids) === shown) return
    shown = String(ids)
    for (const [$list, some] of lists) {
      // Empty, it is only where a link past the map leads to.
      $list.role = some.length ? null : 'group'
      for (const id of some) {
        const $card = $(`li[data-digipunt=${id}]`) ?? make(data, id)
        const { punt: there } = data.plaatsen[id]
        $card.querySelector('[data-afstand]').textContent = punt && there
          ? `Hemelsbreed ${there[2] ? 'ongeveer ' : ''}${distanceInWords(distance(punt, there))}` : ''
        $list.append($card)
      }
    }
    each(($place, id) => $place.toggleAttribute('hidden', !ids.includes(id)))
    const $section = $rest.parentElement
    $section.hidden = !rest.length
    $section.firstElementChild.textContent = misschien.length ? 'Bel eerst: dit weten we niet zeker' : 'Andere Digipunten'
    // The map comes after the first results.
    ;(isNone ? $first : $more).after($section)
    $('[data-geen]').hidden = !isNone || (parts && !punt)
    const asked = [
      wanneer && (wanneer === 'nu' ? 'nu open' : wanneer === 'vandaag' ? 'vandaag nog open' : 'open op ' + dayInWords(day, day - 7)),
      wanneer !== 'nu' && deel && fields.deel.selectedOptions[0].text,
      ...$met.map(($box) => $box.labels[0].textContent.toLowerCase()),
    ].filter(Boolean).join(', ')
    const about = asked && ': ' + asked
    $status.textContent = [
      ...found.words?.(about) ?? [isNone ? (misschien.length ? `Van geen enkel Digipunt weten we het zeker${about}.` : `We vinden geen Digipunt${about}.`)
        : `${zeker.length} Digipunt${zeker.length > 1 ? 'en' : ''}${about}.`,
      zeker.length > most && `Hier staan de eerste ${most}.`,
      misschien.length && `Bij ${isNone ? 'deze' : 'nog'} ${misschien.length} is het misschien zo: bel eerst.`],
      name && `Het dichtst bij ${name} staat eerst.`,
    ].filter(Boolean).join(' ')
    const isLost = text && !punt
    if (isLost) $tip.textContent = found.tip ?? `We kennen “${text}” niet. Kies hieronder je wijk.`
    $('nav details').open = isLost || make
    refresh(data)
    return isLost ? fields.plaats : $('h2')
  }

  /** The question of the address into the form. */
  function recall() {
    const asked = new URLSearchParams(location.search)
    for (const $field of fields) {
      if ($field.type === 'checkbox') $field.checked = asked.getAll('met').includes($field.value)
      else if ($field.name) $field.value = asked.get($field.name) ?? ($field.name === 'plaats' && asked.get('wijk') || '')
    }
    $('details').open = fields.deel.value || $('details input:checked')
    return show()
  }

  /** Asks what is in the form, from a point if there is one; that of before while its name stays. */
  async function go(point = fields.plaats.value.trim() === place ? history.state : null) {
    history.pushState(point, '', typed())
    ;(await show())?.focus()
  }

  $form.hidden = false
  $('datalist').append(...names.map((name) => new Option(name)))
  $form.addEventListener('submit', (event) => {
    event.preventDefault()
    go()
  })
  $form.addEventListener('reset', () => setTimeout(go, 0, null))
  fields.hier.hidden = !navigator.geolocation
  fields.hier.addEventListener('click', async () => {
    const asked = location.search
    $tip.textContent = 'We vragen waar je bent.'
    const { locate } = await import('./hier.js')
    const { words, point, name } = await locate(names, pointOf)
    // Who went on in the meantime is left alone.
    if (location.search !== asked) return
    if (words) $tip.textContent = words + ' Typ je postcode, wijk of straat.'
    else {
      fields.plaats.value = name
      go(point)
    }
  })
  for (const type of ['focusin', 'pointerover']) {
    $root.addEventListener(type, ({ target }) => {
      const id = target.closest('[data-digipunt]')?.dataset.digipunt
      each(($place, other) => $place.classList.toggle('gekozen', other === id))
    })
  }
  $root.addEventListener('click', ({ target }) => {
    if (!target.closest('.wijk')) return
    fields.plaats.value = target.textContent
    go()
  })
  also.push((_, now) => now !== minute && typed() === location.search && show(true))
  // A tap on a number of the map asks nothing.
  addEventListener('popstate', () => question !== location.search && recall())
  const isAsked = location.search && !location.hash
  recall().then(($start) => isAsked && $start?.scrollIntoView())
}

gegevens.then(async (data) => {
  const $root = document.querySelector('[data-zoeker]')
  if (!$root || !data) return
  // A page with many places has no cards at first.
  const cards = $root.querySelector('template') && await import('./kaarten.js')
  enhance($root, data, cards?.make, data.delen && await import('./delen.js'))
}, () => {})
