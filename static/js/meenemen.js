/** The finder in one file, on a stick or in a chat: it says when it is too old, and asks nothing that cannot be given. */
import { also, dayOf, doubt } from './uren.js'
import './zoeker.js'

const $old = document.querySelector('[data-oud]')
const $here = document.querySelector('[name=hier]')

also.push((data, now) => { $old.hidden = !doubt(data, {}, dayOf(now)) })

// The script of the finder shows the button to each browser that knows what a position is.
if ($here && !isSecureContext) $here.style.display = 'none'

// Some browsers let no file change its address: then the question stands in the form only.
const push = history.pushState.bind(history)
history.pushState = (...place) => {
  try {
    push(...place)
  } catch {}
}
