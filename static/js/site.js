/**
 * What every page does: it keeps the letters as large as they were in this visit, opens the help for reading, and keeps
 * the site on the device, for when there is no internet.
 */
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

const worker = () => new URL('../sw.js', import.meta.url).href
// The browser takes the address of a worker only from a policy that our headers name; this one gives no other.
const address = globalThis.trustedTypes?.createPolicy('site', { createScriptURL: worker }).createScriptURL('') ?? worker()
// First the page itself, on a slow line.
addEventListener('load', () => navigator.serviceWorker?.register(address).catch(() => {}))
