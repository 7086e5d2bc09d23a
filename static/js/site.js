/** What every page does: it keeps the site on the device, for when there is no internet. */
function keepSite() {
  const worker = () => new URL('../sw.js', import.meta.url).href
  // The browser takes the address of a worker only from a policy that _headers names; this one gives no other.
  const address = globalThis.trustedTypes?.createPolicy('site', { createScriptURL: worker }).createScriptURL('') ?? worker()
  navigator.serviceWorker?.register(address).catch(() => {})
}

// First the page itself, on a slow line.
addEventListener('load', keepSite)
