/**
 * The finder: which places answer a question, in what order. The cards in the page are the list; the
 * address holds the question, so that it can be sent on.
 */
import { WEEKDAYS, dayInWords, dayOf, doubt, gegevens, holding, refresh, times } from './uren.js'

const PARTS = { voormiddag: [0, 720], namiddag: [720, 1080], avond: [1080, 1440] }

const plain = (text) => text.normalize('NFD').toLowerCase().replace(/\p{M}/gu, '')
  .replace(/\bst\b/g, 'sint').replace(/[^a-z0-9]+/g, ' ').trim()

/** Whether one letter is wrong, missing, too many, or has changed places with the next. */
function isOneOff(typed, meant) {
  let i = 0
  while (i < typed.length && typed[i] === meant[i]) i++
  const [a, b] = [typed.slice(i), meant.slice(i)]
  return [b, b.slice(1)].includes(a.slice(1)) || a === b.slice(1) || a === b[1] + b[0] + b.slice(2)
}

/** The name that somebody meant, or undefined: a postcode, a district or a part of one, a street. */
export function findName(names, text) {
  const aliases = names.flatMap((name) => [name, ...name.split(' - '), ...name.split(/^(\d{4}) /)]
    .filter(Boolean).map((part) => [plain(part), name]))
  const [postcode] = text.match(/\b\d{4}\b/) ?? []
  const typed = postcode ?? plain(text).replace(/ \d+ ?[a-z]?$/, '')
  const pick = (test) => {
    const [first, ...others] = aliases.filter(([alias]) => test(alias)).sort(([a], [b]) => a.length - b.length)
    if (others.every(([alias]) => alias.includes(first[0]))) return first?.[1]
  }
  return pick((alias) => alias === typed) ?? (postcode || typed.length < 3 ? undefined
    : pick((alias) => alias.includes(typed)) ?? (typed.length > 3 ? pick((alias) => isOneOff(typed, alias)) : undefined))
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
  const ahead = index < 0 ? [0, 1, 2, 3, 4, 5, 6].slice(0, wanneer ? 1 : deel ? 7 : 0) : [(index + 11 - today % 7) % 7 + week]
  return ahead.map((days) => [today + days, ...times(today + days, ['', PARTS[deel] ?? [0, 1440]])[0]])
}

/** 2 when a place is surely open at one of these times from now on, 1 when nobody knows, 0 when it is not. */
function isOpen(data, place, channels, spans, now) {
  let best = 0
  for (const name in place.kanalen) {
    const channel = place.kanalen[name]
    if (name !== 'plaats' && !channels.includes(name)) continue
    for (const [day, from, until] of spans) {
      const isUnsure = channel === 'unknown' || doubt(data, place, day)
      const held = isUnsure ? 'b' : channel === 'closed' ? 'u' : holding(channel, day)
      const isThen = held[1] && times(day, held).some(([opens, closes]) => closes > Math.max(from, now) && opens < until)
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
  const rank = {}
  const groups = [[], [], []]
  for (const id in data.plaatsen) {
    const place = data.plaatsen[id]
    const fits = Math.min(2, ...met.map((need) => place.met.includes(need) ? 2 : +place.misschien.includes(need)))
    rank[id] = punt ? (place.punt ? distance(punt, place.punt) : Infinity) : isOpen(data, place, channels, isNow, now) < 2
    groups[fits && spans.length ? Math.min(fits, isOpen(data, place, channels, spans, now)) : fits].push(id)
  }
  const [, misschien, zeker] = groups.map((ids) => ids.sort((a, b) => rank[a] - rank[b] || 0))
  // Who asks on Monday evening for a Monday means the next.
  const [day] = spans[0] ?? []
  if (!week && !zeker.length && day === dayOf(now) && WEEKDAYS.includes(question.wanneer)) return search(data, question, now, 7)
  return { zeker, misschien, rank, day }
}

function enhance($root, data) {
  const $ = (selector) => $root.querySelector(selector)
  const $$ = (selector) => [...$root.querySelectorAll(selector)]
  const [$form, $status, $tip, $template] = ['form', '[role=status]', '[data-tip]', 'template'].map($)
  const [$first, $more, $maybe] = $$('ol')
  const fields = $form.elements
  const names = Object.keys(data.waar)
  const pointOf = (name) => data.plaatsen[data.waar[name]]?.punt ?? data.waar[name]
  const each = (visit) => $$('[data-digipunt]').forEach(($place) => visit($place, $place.dataset.digipunt))
  const most = $template ? 20 : Infinity

  /** The card of a place; a page with many places has none at first. */
  function card(id) {
    const $found = document.getElementById(id)
    if ($found) return $found
    const $card = $template.content.firstElementChild.cloneNode(true)
    const { kaart: [name, address, href, phone, words], kanalen } = data.plaatsen[id]
    const [$link, $address, $phone] = $card.querySelectorAll('a, [data-vul]')
    Object.assign($link, { href: id + '/', textContent: name })
    Object.assign($phone, { href, textContent: 'Bel ' + phone })
    $address.textContent = address
    for (const $answer of $card.querySelectorAll('[data-antwoord]')) {
      if (!($answer.dataset.antwoord in kanalen)) $answer.parentElement.remove()
      else if (words) $answer.textContent = words
    }
    $card.id = $card.dataset.digipunt = id
    return $card
  }

  /** Answers the question in the form. */
  function show() {
    $tip.textContent = ''
    const [wanneer, deel, text] = [fields.wanneer, fields.deel, fields.plaats].map(($field) => $field.value.trim())
    const $met = $$(':checked[name=met]')
    const name = text && findName(names, text)
    const punt = history.state ?? pointOf(name)
    const now = Math.floor(Date.now() / 6e4)
    const { zeker, misschien, rank, day } = search(data, { wanneer, deel, punt, met: $met.map(($box) => $box.value) }, now)
    const others = zeker.length ? [] : search(data, { punt, met: [] }, now).zeker.filter((id) => !misschien.includes(id)).slice(0, 3)
    const shown = [...zeker, ...others].slice(0, most)
    const perhaps = misschien.slice(0, most)
    for (const [$list, ids] of [[$first, shown.slice(0, 3)], [$more, shown.slice(3)], [$maybe, perhaps]]) {
      for (const id of ids) {
        const $card = card(id)
        const { punt: there } = data.plaatsen[id]
        $card.querySelector('[data-afstand]').textContent = punt && there
          ? `Hemelsbreed ${there[2] ? 'ongeveer ' : ''}${distanceInWords(rank[id])}` : ''
        $list.append($card)
      }
    }
    each(($place, id) => $place.toggleAttribute('hidden', ![...shown, ...perhaps].includes(id)))
    $maybe.parentElement.hidden = !perhaps.length
    const what = [
      zeker.length ? `${zeker.length} Digipunt${zeker.length > 1 ? 'en' : ''}` : 'Geen Digipunt',
      wanneer === 'nu' ? 'nu open' : wanneer && 'open op ' + dayInWords(day, day - 7),
      deel && fields.deel.selectedOptions[0].text,
      ...$met.map(($box) => $box.labels[0].textContent.toLowerCase()),
    ]
    $status.textContent = [
      text && !punt && `We kennen “${text}” niet. Kies je wijk uit de lijst.`,
      what.filter(Boolean).join(', ') + '.',
      name && `Dichtst bij ${name} eerst.`,
      others.length && 'Dit zijn andere Digipunten.',
      shown.length < zeker.length && `Hier staan de eerste ${most}.`,
      perhaps.length && `Bij ${misschien.length} weten we het niet zeker: bel eerst.`,
    ].filter(Boolean).join(' ')
    if (text && !punt) $('details').open = true
    refresh(data)
  }

  /** The question of the address into the form. */
  function recall() {
    const asked = new URLSearchParams(location.search)
    for (const $field of fields) {
      if ($field.type === 'checkbox') $field.checked = asked.getAll('met').includes($field.value)
      else if ($field.name) $field.value = asked.get($field.name) ?? ($field.name === 'plaats' && asked.get('wijk') || '')
    }
    show()
  }

  function go(point = null) {
    const asked = new URLSearchParams([...new FormData($form)].filter(([, value]) => value))
    history.pushState(point, '', '?' + asked)
    show()
    $('h2').focus()
  }

  $form.hidden = false
  $('datalist').append(...names.map((name) => new Option(name)))
  $form.addEventListener('submit', (event) => {
    event.preventDefault()
    go()
  })
  $form.addEventListener('reset', () => setTimeout(go))
  fields.hier.addEventListener('click', () => navigator.geolocation.getCurrentPosition(({ coords }) => {
    const point = [coords.latitude, coords.longitude]
    const far = (name) => distance(point, pointOf(name))
    fields.plaats.value = names.reduce((a, b) => far(b) < far(a) ? b : a)
    go(point)
  }, () => {
    $tip.textContent = 'We weten niet waar je bent. Typ je postcode, wijk of straat.'
  }, { timeout: 1e4 }))
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
  addEventListener('popstate', recall)
  recall()
}

gegevens.then((data) => {
  const $root = document.querySelector('[data-zoeker]')
  if ($root && data) enhance($root, data)
}, () => {})
