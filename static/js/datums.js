/** Shows what holds from a day on, and hides what held until one, by the calendar of Brussels. */
// This language writes 2026-11-29.
const calendar = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Brussels' })

function refresh() {
  const today = calendar.format()
  document.querySelectorAll('[data-vanaf], [data-tot]').forEach(($part) => {
    const { vanaf = today, tot = today } = $part.dataset
    $part.hidden = today < vanaf || tot < today
  })
}

refresh()
for (const event of ['visibilitychange', 'pageshow']) addEventListener(event, refresh)
