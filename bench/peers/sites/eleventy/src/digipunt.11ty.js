import { escape } from './_includes/escape.js'

export const data = {
  pagination: { data: 'digipunten', size: 1, alias: 'place', addAllPagesToCollections: false },
  permalink: ({ place }) => `/digipunten/${place.id}/`,
  eleventyComputed: { title: ({ place }) => place.naam },
}

export function render({ place }) {
  return `<p>${escape(place.adres)}</p>
<p>${escape(place.telefoon)}</p>
${place.uren.map(hours).join('\n')}
${place.uitzonderingen.length ? `<h2>Andere uren</h2>\n<ul>${place.uitzonderingen.map((line) => `<li>${escape(line)}</li>`).join('\n')}</ul>` : ''}`
}

function hours({ kanaal, week }) {
  const rows = week.map(({ dag, uren }) => `<tr><td>${escape(dag)}</td><td>${escape(uren)}</td></tr>`)
  return `<h2>${escape(kanaal)}</h2>
<table>
<thead><tr><th>Dag</th><th>Uren</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`
}
