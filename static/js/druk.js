/** Says whether the print that somebody comes from is still right: its mark stands in the address, today's in the page. */
import { dayInWords, dayOf } from './uren.js'

const $druk = document.getElementById('druk')
const [affiche, papier, ...rest] = $druk.dataset.druk.split(' ')
const marks = { affiche, papier }
const [first, sure, old] = rest.map(Number)
const dated = rest[3]
const KINDS = { __proto__: null, affiche: 'deze affiche', papier: 'dit papier' }

/** What stands above the advice, and before it; nothing when the page cannot know. */
function verdict(kind, printed, facts, days, today) {
  const at = 3 * (printed - first)
  const it = KINDS[kind]
  const It = it.replace('d', 'D')
  const call = 'Bel wel eerst: de gegevens zijn niet meer nieuw.'
  if (at > dated.length - 3) return
  if (today > sure) return [`We weten niet of ${it} nog klopt`, 'Bel eerst.']
  if (facts !== marks[kind]) return ['Let op: dit is veranderd sinds de druk', '']
  if (at < 0) return [`${It} is oud`, old ? call : 'De gewone uren kloppen nog. Andere dagen kunnen veranderd zijn.']
  if (days !== dated.slice(at, at + 3)) return ['Let op: dit is veranderd sinds de druk', old ? call : 'De gewone uren kloppen nog, maar andere dagen zijn veranderd.']
  return [`${It} klopt nog`, old ? call : '', true]
}

const [kind, code] = [...new URLSearchParams(location.search)].find(([name]) => KINDS[name]) ?? []
const [, year, month, day, facts, days] = code?.match(/^(\d{4})(\d\d)(\d\d)-(.{4})(.{3})$/) ?? []
const printed = Date.UTC(year, month - 1, day) / 864e5
const today = dayOf(Math.floor(Date.now() / 6e4))
const found = facts && verdict(kind, printed, facts, days, today)
if (found) {
  const [title, note, isRight] = found
  const [$title, $advice] = $druk.children
  $title.textContent = title
  $advice.textContent = [`De gegevens erop zijn van ${dayInWords(printed, 0)}.`, note, isRight ? '' : $advice.textContent].join(' ')
}
