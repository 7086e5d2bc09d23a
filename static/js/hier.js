/** Where the visitor is: loaded after a tap on the button, when a position is asked for. */
import { distance } from './zoeker.js'

// Who is farther away than this looks for another town.
const FAR = 2e4

/** The point and the nearest of the names; or in `words` why not. */
export const locate = (names, pointOf) => new Promise((done) => {
  navigator.geolocation.getCurrentPosition(({ coords }) => {
    const point = [coords.latitude, coords.longitude]
    const far = (name) => distance(point, pointOf(name))
    const name = names.reduce((a, b) => far(b) < far(a) ? b : a)
    done(far(name) > FAR ? { words: 'Je bent ver van deze plaatsen.' } : { point, name })
  }, () => done({ words: 'We weten niet waar je bent.' }), { timeout: 1e4 })
})
