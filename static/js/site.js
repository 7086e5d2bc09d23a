/** What every page does: it keeps the letters as large as they were in this visit, and opens the help for reading. */
let kept = {}
// A browser can forbid to keep anything.
try { kept = sessionStorage } catch {}
const link = document.querySelector('.menu li:last-child a')
const open = (asked) => import('./leeshulp.js').then((help) => help.open(kept, link, asked))

document.documentElement.style.fontSize = kept.letters ?? ''
link.addEventListener('click', (event) => {
  event.preventDefault()
  open(true)
})
if (kept.leeshulp) open()
