/**
 * Keeps the site on the device, for who has no internet. The build writes before this: VERSION, and the files that
 * every device keeps (CORE) and the others (REST), each with the start of its SHA-256. REST is empty for a site with
 * very many places: then what somebody opened is kept.
 *
 * A page comes from the network, for its hours may have changed; from the device when that takes longer than PATIENCE.
 * Its style sheets, scripts and data are of the same version as the page itself, also when a new version of the site
 * comes meanwhile: for each window stands written where its page came from.
 */
const SCOPE = registration.scope
const OURS = `site ${SCOPE} `
const OWN = OURS + VERSION
const WINDOWS = `vensters ${SCOPE}`
const NETWORK = 'net'
const FILES = { ...CORE, ...REST }
const MISSING = '404.html'
const IS_WHOLE = Object.keys(REST).length > 0

const PATIENCE = 3000
// A network that was too slow is not waited for again at each page.
const SLOW = 60_000
const AT_ONCE = 4
// So many opened pages of a large site go along to its next version.
const OPENED = 20
const MINUTE = 60_000

let slowUntil = 0
let completing

const addressOf = (path) => new URL(path, SCOPE).href
/** Inside the site, without the question that is asked there. */
const pathOf = (url) => url.slice(SCOPE.length).replace(/[?#].*/, '').replace(/(^|\/)index\.html$/, '$1')
const kept = (name, path) => caches.match(addressOf(path), { cacheName: name, ignoreVary: true })
const older = async () => (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== OWN)

function isSparing() {
  const { saveData, effectiveType } = navigator.connection ?? {}
  return saveData || /2g/.test(effectiveType)
}

async function fingerprint(response) {
  const hash = await crypto.subtle.digest('SHA-256', await response.clone().arrayBuffer())
  return btoa(String.fromCharCode(...new Uint8Array(hash, 0, 6)))
}

const isOurs = async (path, response) => response.ok && path in FILES && await fingerprint(response) === FILES[path]

/** A browser takes no answer for a page that came by a detour. */
const direct = (response) => response.redirected ? new Response(response.body, { headers: response.headers }) : response

// Filling.

async function download(path) {
  const response = await fetch(addressOf(path), { cache: 'no-cache', priority: 'low' })
  if (!(path in FILES ? await isOurs(path, response) : response.ok)) throw Error(path)
  return direct(response)
}

/** The same file of a version before. */
async function unchanged(path) {
  for (const name of await older()) {
    const response = await kept(name, path)
    if (response && await isOurs(path, response)) return response
  }
}

/** Fetches what is not there yet; a file that fails keeps no other from coming. */
async function fill(paths) {
  const own = await caches.open(OWN)
  const there = new Set((await own.keys()).map(({ url }) => url))
  const waiting = paths.filter((path) => !there.has(addressOf(path)))
  let failure
  const work = async () => {
    while (waiting.length) {
      const path = waiting.shift()
      try {
        await own.put(addressOf(path), await unchanged(path) ?? await download(path))
      } catch (error) {
        failure = error
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  if (failure) throw failure
}

/** What this device had of the versions before. */
async function had() {
  const lists = (await older()).map(async (name) => (await caches.open(name)).keys())
  return (await Promise.all(lists)).flat().map(({ url }) => pathOf(url))
}

async function install() {
  await fill(Object.keys(CORE))
  const opened = await had()
  const more = IS_WHOLE
    ? Object.keys(REST).filter((path) => !isSparing() || opened.includes(path))
    : opened.filter((path) => !(path in CORE)).slice(-OPENED)
  // Without these the site works as well; `complete` tries again.
  await fill(more).catch(() => {})
  skipWaiting()
}

/** Removes versions of which no page is open any more. */
async function tidy() {
  const windows = await caches.open(WINDOWS)
  const used = []
  for (const { url } of await windows.keys()) {
    const [name, when] = await (await windows.match(url)).json()
    // A page on its way is no window yet.
    if (Date.now() - when < MINUTE || await clients.get(url.slice(SCOPE.length))) used.push(name)
    else await windows.delete(url)
  }
  for (const name of await older()) if (!used.includes(name)) await caches.delete(name)
}

function complete() {
  if (!isSparing()) completing ??= fill(Object.keys(REST)).catch(() => {})
  return completing
}

/** Keeps what somebody opens, unless it may be of another version than ours. */
async function keep(path, response) {
  if (!(path in FILES)) {
    // Open data are for other programs.
    if (IS_WHOLE || !response.ok || path.startsWith('open-data/') || !/html|json/.test(response.headers.get('Content-Type'))) return
    await registration.update()
    if (registration.installing || registration.waiting) return
  } else if (!(await isOurs(path, response))) return
  await (await caches.open(OWN)).put(addressOf(path), direct(response))
}

// Answering.

/** On a device that is full nothing is written: then only the network gives parts. */
async function mark(id, name) {
  if (!id) return
  const windows = await caches.open(WINDOWS).catch(() => {})
  await windows?.put(SCOPE + id, new Response(JSON.stringify([name, Date.now()]))).catch(() => {})
}

async function markOf(id) {
  const found = await caches.match(SCOPE + id, { cacheName: WINDOWS })
  return found && (await found.json())[0]
}

/** What the network says within a time, and whether it is of our version. */
async function ask(request, path, patience) {
  const control = new AbortController()
  const timer = patience && setTimeout(() => {
    slowUntil = Date.now() + SLOW
    control.abort()
  }, patience)
  try {
    const response = await fetch(request, { cache: 'no-cache', signal: control.signal })
    // Who has nothing else may as well see what is wrong with the host.
    if (patience && response.status >= 500) throw Error(response.status)
    return [response, await isOurs(path, response)]
  } finally {
    clearTimeout(timer)
  }
}

async function page(event, path) {
  const { request, resultingClientId: id } = event
  const own = await kept(OWN, path)
  try {
    if (own && Date.now() < slowUntil) throw Error('slow')
    const [response, isSame] = await ask(request, path, own && PATIENCE)
    await mark(id, isSame ? OWN : NETWORK)
    if (!own || !(path in FILES)) event.waitUntil(keep(path, response.clone()).catch(() => {}))
    if (isSame) event.waitUntil(complete())
    return response
  } catch {
    await mark(id, OWN)
    return own ?? (path + '/' in FILES ? Response.redirect(addressOf(path + '/')) : await kept(OWN, MISSING))
  }
}

async function part(event, path) {
  const name = await markOf(event.clientId)
  const own = name !== NETWORK && await kept(name ?? OWN, path)
  // Of a window that nobody knows, only the network knows the version.
  if (name && own) return own
  try {
    const response = await fetch(event.request, { cache: 'no-cache' })
    if (name === OWN) event.waitUntil(keep(path, response.clone()).catch(() => {}))
    return response
  } catch (error) {
    if (own) return own
    throw error
  }
}

addEventListener('install', (event) => event.waitUntil(install()))
addEventListener('activate', (event) => event.waitUntil(tidy()))
addEventListener('fetch', (event) => {
  const { method, url, mode } = event.request
  if (method !== 'GET' || !url.startsWith(SCOPE)) return
  const path = pathOf(url)
  if (mode === 'navigate') event.respondWith(page(event, path))
  else if (path in FILES || path.endsWith('.json')) event.respondWith(part(event, path))
})
