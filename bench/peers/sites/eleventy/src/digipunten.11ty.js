import { escape } from './_includes/escape.js'

export const data = { title: 'Digipunten', permalink: '/digipunten/' }

export function render({ digipunten }) {
  const districts = Object.entries(Object.groupBy(digipunten, (place) => place.wijk)).sort()
  return districts
    .map(([name, places]) => `<h2>${escape(name)}</h2>\n<ul>\n${places.map(line).join('\n')}\n</ul>`)
    .join('\n')
}

function line({ id, naam, adres }) {
  return `<li><a href="/digipunten/${id}/">${escape(naam)}</a>, ${escape(adres)}</li>`
}
