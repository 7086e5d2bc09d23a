/** The finder with very many places: it fetches only the parts of the data that are near a question. */
import { plain } from './uren.js'
import { distance, distanceInWords, findName, search } from './zoeker.js'

const MOST = 20
// Parts for one question, at most: what is farther away helps nobody.
const MOST_PARTS = 8

const files = {}
function get(name) {
  const { href } = document.getElementById('gegevens')
  // What failed is asked for again.
  return files[name] ??= fetch(new URL(`zoeker/${name}.json`, href)).then((file) => file.json())
    .catch(() => { delete files[name]; throw Error(name) })
}

/** Metres to the box around a part. */
const gap = ([lat, lon], [, south, west, north, east]) => north === undefined ? Infinity
  : distance([lat, lon], [Math.min(Math.max(lat, south), north), Math.min(Math.max(lon, west), east)])

/** The street that somebody typed, or a tip when several districts have it. */
async function findStreet({ straten }, text) {
  const typed = plain(text)
  const signs = new Set([typed, typed.replace(/^((de|het|in|bij) )+/, '')].map(([sign]) => sign))
  const lists = await Promise.all([...signs].filter((sign) => straten.includes(sign)).map((sign) => get('straten-' + sign)))
  const streets = Object.assign({}, ...lists)
  const name = findName(Object.keys(streets), text)
  const [street] = name?.split(', ') ?? []
  const alike = Object.keys(streets).filter((other) => other.startsWith(street + ', '))
  const own = alike.length < 2 ? name : alike.find((other) => ` ${typed} `.includes(` ${plain(other.slice(street.length))} `))
  return own ? { name: own, punt: streets[own] }
    : name && { tip: `Er is meer dan één ${street}. Typ ook de wijk, zoals “${name}”.` }
}

/** What `search` finds in the whole, as far as it is surely the nearest, and `words` for how much that is. */
export async function answer(data, question, now, text) {
  const none = { zeker: [], misschien: [], data: { ...data, plaatsen: {} } }
  try {
    const { name, tip, punt = question.punt } = (text && !question.punt && await findStreet(data, text)) || {}
    if (!punt) return { ...none, tip, words: () => text ? [] : ['Typ je postcode, wijk of straat. Of kies je wijk.'] }
    return { name, punt, ...await near(data, { ...question, punt }, now) }
  } catch {
    return { ...none, words: () => ['We kunnen de lijst nu niet ophalen. Kies je wijk, of probeer het straks opnieuw.'] }
  }
}

async function near(data, question, now) {
  const parts = data.delen.map((part) => [gap(question.punt, part), part]).sort(([a], [b]) => a - b || 0)
  let used = 0
  let wanted = 2
  let found, own
  while (wanted && used < Math.min(parts.length, MOST_PARTS)) {
    used = Math.min(used + wanted, MOST_PARTS, parts.length)
    const fetched = new Map(await Promise.all(parts.slice(0, used).map(async ([, part]) => [part, await get(part[0])])))
    // In the order of the index: of two places at one point, the first stays first.
    own = { ...data, plaatsen: Object.assign({}, ...data.delen.map((part) => fetched.get(part))) }
    found = search(own, question, now)
    const edge = found.rank[found.zeker[MOST - 1]]
    wanted = edge === undefined ? 2 : parts.slice(used).filter(([metres]) => metres <= edge).length
  }
  Object.assign(data.plaatsen, own.plaatsen)
  if (used === parts.length) return { ...found, data: own }
  const reach = parts[used][0]
  const [zeker, misschien] = [found.zeker, found.misschien].map((ids) => ids.filter((id) => found.rank[id] <= reach).slice(0, MOST))
  const [sure, unsure] = [zeker.length, misschien.length]
  const words = (about) => [
    sure > 1 ? `Hier staan de ${sure} dichtste Digipunten${about}.` : sure ? `Hier staat het dichtste Digipunt${about}.`
      : unsure ? `Dichtbij weten we het van geen enkel Digipunt zeker${about}.` : `Dichtbij vinden we geen Digipunt${about}.`,
    sure < MOST && `Verder dan ${distanceInWords(reach)} zochten we niet.`,
    unsure && `Bij ${sure ? 'nog' : 'deze'} ${unsure} dichtbij is het misschien zo: bel eerst.`,
  ]
  return { ...found, zeker, misschien, data: own, words }
}
